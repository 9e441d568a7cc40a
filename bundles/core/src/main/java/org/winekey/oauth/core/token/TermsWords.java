// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Registration;

/** Settings and registrations in words: keys, names of clients and hosts, no other value. */
final class TermsWords {

    private TermsWords() {}

    /** What is new about the settings. */
    static String change(ClientTerms before, ClientTerms after) {
        if (after instanceof ClientTerms.Ready ready) {
            return before instanceof ClientTerms.Ready old
                    ? "settings changed: " + String.join(", ", differences(old.registration(), ready.registration()))
                    : "settings are complete (client_id " + ready.registration().clientId() + ")";
        }
        if (after instanceof ClientTerms.Wrong wrong) {
            return "settings are wrong: " + wrong.key();
        }
        if (after instanceof ClientTerms.Awaiting) {
            return "waiting for what the settings need";
        }
        if (after instanceof ClientTerms.Disabled) {
            return "switched off by its settings";
        }
        return after instanceof ClientTerms.Absent ? "not configured" : "starting";
    }

    /**
     * Which registration got the grant, and whether the settings describe another one.
     *
     * @param held null: there is no grant
     */
    static String revision(ClientTerms terms, @Nullable Held held) {
        var present = terms instanceof ClientTerms.Ready ready ? ready.registration() : null;
        if (held == null) {
            return present == null
                    ? "no grant, and no usable settings"
                    : "no grant; the next " + step(present) + " uses " + name(present);
        }
        var got = held.grant().registration();
        if (present == null) {
            return "the grant belongs to " + name(got) + "; the present settings are not usable";
        }
        var apart = identityDifferences(got, present);
        return apart.isEmpty()
                ? "the grant belongs to " + name(got) + ", as in the settings"
                : "the grant belongs to " + name(got) + "; the settings differ by now (" + String.join(", ", apart)
                        + ") and name " + name(present) + ", which the next " + step(present) + " uses";
    }

    private static String step(Registration present) {
        return present.grantType().needsPerson() ? "sign-in" : "request";
    }

    private static String name(Registration registration) {
        return "client_id " + registration.clientId() + " at "
                + registration.endpoints().token().getHost();
    }

    private static List<String> differences(Registration one, Registration other) {
        var keys = identityDifferences(one, other);
        add(keys, ".client_secret", one.clientSecret(), other.clientSecret());
        add(keys, "token_endpoint_auth_method", one.authentication(), other.authentication());
        add(keys, "scope", one.scopes(), other.scopes());
        add(keys, "redirect_uri", one.redirectUri(), other.redirectUri());
        add(
                keys,
                "authorization_response_iss_parameter_supported",
                one.dialect().issPromised(),
                other.dialect().issPromised());
        add(
                keys,
                "client_secret_basic_raw",
                one.dialect().rawBasic(),
                other.dialect().rawBasic());
        add(keys, "resource", one.dialect().resources(), other.dialect().resources());
        add(
                keys,
                "the style of requests",
                one.dialect().requests(),
                other.dialect().requests());
        add(
                keys,
                "the style of answers",
                one.dialect().answers(),
                other.dialect().answers());
        add(
                keys,
                "the habits of the provider",
                one.dialect().habits(),
                other.dialect().habits());
        return keys.isEmpty() ? List.of("parameters") : keys;
    }

    private static List<String> identityDifferences(Registration one, Registration other) {
        var keys = new ArrayList<String>();
        add(keys, "grant_types", one.grantType(), other.grantType());
        add(keys, "client_id", one.clientId(), other.clientId());
        add(keys, "issuer", one.issuer(), other.issuer());
        var ones = one.endpoints().named();
        var others = other.endpoints().named();
        Registration.Endpoints.NAMES.forEach(name -> add(keys, name, ones.get(name), others.get(name)));
        return keys;
    }

    private static void add(List<String> keys, String key, @Nullable Object one, @Nullable Object other) {
        if (!Objects.equals(one, other)) {
            keys.add(key);
        }
    }
}
