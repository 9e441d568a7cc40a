// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.ForeignText;
import org.winekey.oauth.core.protocol.Grant;

/** Puts into words why a client is as it is. For one lane only. */
final class DossierWriter {

    private final Facts facts;
    private final int unknownSends;
    private final List<Happening> happenings;

    DossierWriter(Facts facts, int unknownSends, List<Happening> happenings) {
        this.facts = facts;
        this.unknownSends = unknownSends;
        this.happenings = happenings;
    }

    Dossier write() {
        return new Dossier(
                facts.view().report(),
                evidence(),
                TermsWords.revision(facts.terms(), facts.holding().held()),
                next(),
                nextAt(),
                happenings);
    }

    private List<String> evidence() {
        var evidence = new ArrayList<String>();
        if (facts.trouble() != null || !facts.holding().durable()) {
            happenings.stream().filter(Happening::isFault).findFirst().ifPresent(last -> evidence.add(lastFault(last)));
        }
        evidence.add(usable());
        var held = facts.holding().held();
        if (held != null) {
            ofGrant(held.grant(), evidence);
        }
        if (unknownSends > 0) {
            evidence.add(
                    "the refresh token was sent and nobody knows what became of it; while the access token lives, it is"
                            + (unknownSends < Agenda.MOST_SENDS ? " sent once more at most" : " not sent again"));
        }
        return evidence;
    }

    private static String lastFault(Happening last) {
        return last.text() + (last.times() == 1 ? "" : ", " + last.times() + " times since " + at(last.firstAt()))
                + ", last at " + at(last.lastAt());
    }

    private String usable() {
        if (facts.usable()) {
            return "a usable access token is handed out";
        }
        return facts.flying() ? "no usable access token; callers wait for the refresh" : "no usable access token";
    }

    private static void ofGrant(Grant grant, List<String> evidence) {
        var tokenEnd = grant.knownEnd();
        var fetched = !grant.registration().grantType().needsPerson();
        evidence.add((fetched ? "fetched" : "signed in") + " at " + at(grant.consentedAt())
                + ", access token issued at " + at(grant.issuedAt())
                + (tokenEnd == null ? ", without a known end" : ", expires at " + at(tokenEnd)));
        if (grant.renewable() == null && !fetched) {
            evidence.add("the provider gave no refresh token");
        }
        var end = grant.refreshTokenEnd();
        if (end != null) {
            evidence.add("the refresh token ends at " + at(end.at())
                    + (end.fixed() ? ", and refreshing does not put that off" : ", unless it is used before"));
        }
        if (!grant.kept().isEmpty()) {
            evidence.add("kept of what the provider said: " + kept(grant));
        }
        var ended = grant.ended();
        if (ended != null) {
            evidence.add(VerdictWords.of(ended) + ", at " + at(ended.at()));
        }
        var quarantine = grant.quarantine();
        if (quarantine != null) {
            evidence.add("in quarantine since " + at(quarantine.since()) + ", batch " + quarantine.batch());
        }
    }

    private static String kept(Grant grant) {
        return new TreeMap<>(grant.kept())
                .entrySet().stream()
                        .map(value -> value.getKey() + " = "
                                + ForeignText.filtered(value.getValue(), ForeignText.MOST_DESCRIPTION))
                        .collect(Collectors.joining(", "));
    }

    private String next() {
        var holding = facts.holding();
        if (facts.flying()) {
            return "a refresh is under way";
        }
        if (View.refusal(facts.terms()) != null) {
            return "nothing until the settings change";
        }
        var known = facts.trouble();
        if (!holding.loaded() || holding.removing() || (known != null && known.cause() == Trouble.Cause.STORE)) {
            return "the token store is tried again";
        }
        if (Source.needNobody(facts.terms())) {
            return "a request with its own credentials" + (nextAt() == null ? ", when somebody asks for a token" : "");
        }
        if (holding.held() == null) {
            return "nothing until a person signs in";
        }
        if (holding.quarantine() != null) {
            return "nothing until a person releases the grant or signs in";
        }
        return nextAt() != null ? "a refresh" : withoutPlan();
    }

    private String withoutPlan() {
        if (facts.trouble() != null || !facts.holding().refreshable()) {
            return "nothing until a person signs in";
        }
        return "a refresh when an API answers 401 or a person asks: nothing says when the token ends";
    }

    private @Nullable Instant nextAt() {
        var left = facts.untilRefresh();
        return left == null || facts.flying() ? null : facts.now().plus(left).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant at(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
