// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The settings that relax one of the requirements in docs/requirements.md, and what each of them means. */
final class Relaxations {

    /**
     * One that does.
     *
     * @param key of the setting
     * @param relaxes whether the text of it relaxes anything
     * @param requirement the number of the requirement
     * @param meaning what that comes to, for people
     */
    record Relaxation(String key, Predicate<String> relaxes, String requirement, String meaning) {

        boolean isIn(Values values) {
            try {
                return values.words(key).stream().anyMatch(relaxes);
            } catch (SettingsException e) {
                return false;
            }
        }

        String notice() {
            return "relaxes-" + requirement + ": " + key + " " + meaning;
        }
    }

    private static final String IN_ADDRESS =
            "puts secrets and tokens into addresses, which servers and proxies on the way write into their logs";

    /** Every one there is. */
    static final List<Relaxation> ALL = List.of(
            new Relaxation(
                    ProviderKeys.PKCE,
                    "off"::equalsIgnoreCase,
                    "R-003",
                    "sends no code challenge; whoever gets hold of a code needs nothing else that this sign-in alone has"),
            new Relaxation(
                    ProviderKeys.AUTHORIZATION_FRAGMENT,
                    text -> true,
                    "R-007",
                    "sends the request behind a #, where only the script of the provider's page reads it"),
            new Relaxation(
                    ProviderKeys.REDIRECT_URI_SENT,
                    "never"::equalsIgnoreCase,
                    "R-010",
                    "keeps the redirect URI from the token endpoint, which cannot compare it then"),
            new Relaxation(
                    ProviderKeys.TOKEN_OMIT,
                    "redirect_uri"::equalsIgnoreCase,
                    "R-010",
                    "keeps the redirect URI from the token endpoint, which cannot compare it then"),
            new Relaxation(ProviderKeys.TOKEN_REQUEST_FORMAT, "query"::equalsIgnoreCase, "R-040", IN_ADDRESS),
            new Relaxation(ProviderKeys.REFRESH_METHOD, "GET"::equalsIgnoreCase, "R-040", IN_ADDRESS),
            new Relaxation(ProviderKeys.THEN_METHOD, "GET"::equalsIgnoreCase, "R-040", IN_ADDRESS),
            new Relaxation(
                    Keys.AUTH_METHOD,
                    "client_secret_basic_and_post"::equalsIgnoreCase,
                    "R-042",
                    "sends the client secret twice in each token request"),
            new Relaxation(
                    ProviderKeys.TOKEN_TYPE_OPTIONAL,
                    "true"::equalsIgnoreCase,
                    "R-053",
                    "takes a token of which the provider does not say what kind it is"),
            new Relaxation(
                    ProviderKeys.EXPIRES_IN_UNIT,
                    "jwt"::equalsIgnoreCase,
                    "R-063",
                    "reads the end of the access token out of the token, which is not verified"));

    private Relaxations() {}

    /** The number of the requirement that a setting relaxes, such as R-003 (empty: none). */
    static Optional<String> of(String key, Object value) {
        var values = new Values(Map.of(key, value));
        return ALL.stream()
                .filter(one -> one.isIn(values))
                .map(Relaxation::requirement)
                .findFirst();
    }

    /** One notice for each setting that relaxes a requirement. */
    static List<String> notices(Values values) {
        var notices = new ArrayList<String>();
        ALL.stream().filter(one -> one.isIn(values)).forEach(one -> notices.add(one.notice()));
        return notices;
    }
}
