// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/** What the provider answered through the browser (RFC 6749 sections 4.1.2 and 4.1.2.1, RFC 9207). Immutable. */
public sealed interface AuthorizationResponse {

    /** Most characters of a code or a state. */
    int MOST_CHARACTERS = 8 * 1024;

    /** The state that came back (null: none, or several). */
    @Nullable
    Secret state();

    /**
     * A code to redeem.
     *
     * @param code opaque
     * @param state as it came
     * @param iss the issuer that claims to answer, as it came; hostile text
     */
    record Code(
            Secret code, @Nullable Secret state, @Nullable String iss) implements AuthorizationResponse {}

    /**
     * The provider refuses.
     *
     * @param error the error code, filtered and capped
     * @param text what to tell a person, with the provider's words filtered and capped; not escaped for HTML
     * @param state as it came
     * @param iss the issuer that claims to answer, as it came; hostile text
     */
    record Refusal(
            String error,
            String text,
            @Nullable Secret state,
            @Nullable String iss) implements AuthorizationResponse {}

    /**
     * Neither of the two.
     *
     * @param why one sentence that quotes nothing
     * @param state as it came
     */
    record Malformed(String why, @Nullable Secret state) implements AuthorizationResponse {}

    /** Reads decoded parameters; unknown ones are ignored, repeated known ones refused. Never throws. */
    static AuthorizationResponse parse(Map<String, List<String>> parameters) {
        return parse(parameters, Map.of());
    }

    /**
     * The same at a provider with names of its own.
     *
     * @param renamed its names, by those of the RFC
     */
    static AuthorizationResponse parse(Map<String, List<String>> parameters, Map<String, String> renamed) {
        return AuthorizationResponseParser.parse(
                renamed.isEmpty() ? parameters : AuthorizationResponseParser.translated(parameters, renamed));
    }

    /**
     * Reads the address that a browser ended on.
     *
     * @return empty: it is no address with a query
     */
    static Optional<PastedAddress> ofAddress(String address) {
        return PastedAddress.parse(address);
    }

    /**
     * What speaks against the issuer of a response (RFC 9207 section 2.4). Compared as strings, nothing is normalised.
     *
     * @param iss the parameter as it came
     * @param issuer the issuer of the registration that the request was made for (null: none is configured)
     * @param promised whether the server's metadata says that it always sends {@code iss}
     * @return one sentence that quotes nothing (empty: the issuer is fine)
     */
    static Optional<String> issuerComplaint(@Nullable String iss, @Nullable String issuer, boolean promised) {
        if (iss == null) {
            return promised
                    ? Optional.of("the response names no issuer, although this provider always does")
                    : Optional.empty();
        }
        return issuer == null || issuer.equals(iss)
                ? Optional.empty()
                : Optional.of("the response comes from another issuer than the one that was asked");
    }

    /**
     * A pasted address, taken apart.
     *
     * @param redirectUri what stands before the question mark
     * @param parameters the decoded query; may carry a code
     */
    record PastedAddress(String redirectUri, Map<String, List<String>> parameters) {

        private static final int MOST_ADDRESS = 4 * MOST_CHARACTERS;

        /** Refuses nulls. */
        public PastedAddress {
            requireNonNull(redirectUri, "redirectUri");
            parameters = Map.copyOf(parameters);
        }

        /**
         * Whether this is where an answer to that redirect URI comes home: the same bytes before the question mark, and
         * the redirect URI's own query parameters among ours.
         */
        public boolean answers(String sentRedirectUri) {
            var mark = sentRedirectUri.indexOf('?');
            if (mark < 0) {
                return redirectUri.equals(sentRedirectUri);
            }
            return redirectUri.equals(sentRedirectUri.substring(0, mark))
                    && parameters
                            .entrySet()
                            .containsAll(Form.decode(sentRedirectUri.substring(mark + 1))
                                    .entrySet());
        }

        private static Optional<PastedAddress> parse(String address) {
            var text = address.strip();
            var hash = text.indexOf('#');
            var bare = hash < 0 ? text : text.substring(0, hash);
            var mark = bare.indexOf('?');
            if (mark < 1 || bare.length() > MOST_ADDRESS) {
                return Optional.empty();
            }
            try {
                return Optional.of(new PastedAddress(bare.substring(0, mark), Form.decode(bare.substring(mark + 1))));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return "PastedAddress[***]";
        }
    }
}
