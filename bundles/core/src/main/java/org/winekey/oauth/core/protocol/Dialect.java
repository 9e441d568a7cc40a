// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Where an authorization server departs from plain RFC 6749, or promises more than it. Not part of the identity of a
 * registration: a change applies to the present grant at once. Immutable.
 *
 * @param issPromised whether every authorization response carries {@code iss} (RFC 9207 section 3); one without is refused
 * @param resources the resource servers that tokens are asked for (RFC 8707); empty: none are named
 * @param rawBasic whether HTTP Basic carries identifier and secret without form-encoding, against RFC 6749 section 2.3.1
 * @param requests how it wants its requests
 * @param answers how its answers read
 * @param habits what is known of how it treats tokens
 */
public record Dialect(
        boolean issPromised,
        List<String> resources,
        boolean rawBasic,
        RequestStyle requests,
        AnswerStyle answers,
        Habits habits) {

    /** A server that keeps to RFC 6749 and promises no more. */
    public static final Dialect PLAIN = new Dialect(false, List.of(), false);

    /** Copies the list. */
    public Dialect {
        resources = List.copyOf(resources);
        requireNonNull(requests, "requests");
        requireNonNull(answers, "answers");
        requireNonNull(habits, "habits");
    }

    /** A server whose requests, answers and habits are plain. */
    public Dialect(boolean issPromised, List<String> resources, boolean rawBasic) {
        this(issPromised, resources, rawBasic, RequestStyle.PLAIN, AnswerStyle.PLAIN, Habits.PLAIN);
    }

    /** The same with these requests. */
    public Dialect with(RequestStyle otherRequests) {
        return new Dialect(issPromised, resources, rawBasic, otherRequests, answers, habits);
    }

    /** The same with these answers. */
    public Dialect with(AnswerStyle otherAnswers) {
        return new Dialect(issPromised, resources, rawBasic, requests, otherAnswers, habits);
    }

    /** The same with these habits. */
    public Dialect with(Habits otherHabits) {
        return new Dialect(issPromised, resources, rawBasic, requests, answers, otherHabits);
    }
}
