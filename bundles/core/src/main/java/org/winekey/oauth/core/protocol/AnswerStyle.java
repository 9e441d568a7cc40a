// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the answers of a token endpoint read where that is not as in RFC 6749 section 5. Immutable.
 *
 * @param tokens where the tokens are
 * @param refusals how it says no
 * @param lifetimes how it tells how long an access token lives
 * @param kept what of its answers is kept with a grant
 */
public record AnswerStyle(Tokens tokens, Refusals refusals, Lifetimes lifetimes, Kept kept) {

    /** Answers as in RFC 6749. */
    public static final AnswerStyle PLAIN =
            new AnswerStyle(Tokens.PLAIN, Refusals.PLAIN, Lifetimes.PLAIN, Kept.NOTHING);

    /** Refuses nulls. */
    public AnswerStyle {
        requireNonNull(tokens, "tokens");
        requireNonNull(refusals, "refusals");
        requireNonNull(lifetimes, "lifetimes");
        requireNonNull(kept, "kept");
    }

    /** The style of the other endpoints of the same provider: they say no in the same way, and bring no tokens. */
    AnswerStyle ofRefusals() {
        return new AnswerStyle(Tokens.PLAIN, refusals, Lifetimes.PLAIN, Kept.NOTHING);
    }

    /**
     * Where the tokens are.
     *
     * @param root the object with the tokens inside the answer
     * @param renamed where a member is below the root, by the name of the RFC
     * @param typeOptional whether tokens without {@code token_type} are taken as bearer tokens
     * @param commas whether commas, too, separate scopes
     */
    public record Tokens(JsonPointer root, Map<String, JsonPointer> renamed, boolean typeOptional, boolean commas) {

        /** As in RFC 6749 section 5.1. */
        public static final Tokens PLAIN = new Tokens(JsonPointer.WHOLE, Map.of(), false);

        /** Where blanks alone separate scopes. */
        public Tokens(JsonPointer root, Map<String, JsonPointer> renamed, boolean typeOptional) {
            this(root, renamed, typeOptional, false);
        }

        /** Copies the map. */
        public Tokens {
            requireNonNull(root, "root");
            renamed = Ordered.copy(renamed);
        }
    }

    /**
     * How it says no.
     *
     * @param code where the error code is; null: where the RFC has it
     * @param description where its words for people are; null: where the RFC has them
     * @param ok what makes an answer a success; null: that there is no error
     * @param codes the RFC's code for a code of theirs, or for a word or more found in their description
     */
    public record Refusals(
            @Nullable JsonPointer code,
            @Nullable JsonPointer description,
            @Nullable Condition ok,
            Map<String, String> codes) {

        /** Codes of the RFCs that say that something else than the grant is the trouble. */
        private static final Set<String> NOT_ABOUT_THE_GRANT = Set.of(
                "server_error", "temporarily_unavailable", "slow_down", "authorization_pending", "invalid_client");

        /** As in RFC 6749 section 5.2. */
        public static final Refusals PLAIN = new Refusals(null, null, null, Map.of());

        /** Whether a code says that something else than the grant is the trouble, so that no word can end a grant with it. */
        public static boolean isAboutSomethingElse(String code) {
            return NOT_ABOUT_THE_GRANT.contains(code.toLowerCase(Locale.ROOT));
        }

        /** Copies the map. */
        public Refusals {
            codes = Ordered.copy(codes);
        }
    }

    /**
     * That a text, a number or a truth value is in a place.
     *
     * @param at the place, from the whole document
     * @param text the value as text
     */
    public record Condition(JsonPointer at, String text) {
        /** Refuses nulls. */
        public Condition {
            requireNonNull(at, "at");
            requireNonNull(text, "text");
        }
    }

    /**
     * How it tells how long an access token lives.
     *
     * @param unit what {@code expires_in} means
     * @param usual the lifetime where an answer tells none; null: it is not known then
     */
    public record Lifetimes(LifetimeUnit unit, @Nullable Duration usual) {

        /** As in RFC 6749 section 5.1. */
        public static final Lifetimes PLAIN = new Lifetimes(LifetimeUnit.SECONDS, null);

        /** Refuses null. */
        public Lifetimes {
            requireNonNull(unit, "unit");
        }
    }

    /**
     * What is kept with a grant. Nothing of it is a secret.
     *
     * @param members names of members of the token endpoint's answer
     * @param parameters names of parameters of the authorization response
     */
    public record Kept(List<String> members, List<String> parameters) {

        /** Nothing is. */
        public static final Kept NOTHING = new Kept(List.of(), List.of());

        /** Copies the lists. */
        public Kept {
            members = List.copyOf(members);
            parameters = List.copyOf(parameters);
        }
    }
}
