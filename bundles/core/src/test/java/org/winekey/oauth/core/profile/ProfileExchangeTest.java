// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.ClientSettings.Context;
import org.winekey.oauth.core.settings.Samples;

/** Every profile that comes along, played against an exchange of its provider. */
class ProfileExchangeTest {

    private static final Context HOUSE = new Context(URI.create("https://house.example"), false, Samples.FILES);

    /** What a profile is there for in any case; the exchange has them in its addresses. */
    private static final Set<String> ADDRESSES = Set.of(
            "authorization_endpoint",
            "token_endpoint",
            "device_authorization_endpoint",
            "revocation_endpoint",
            "userinfo_endpoint",
            "introspection_endpoint",
            "issuer",
            "api_hosts");

    static Set<String> names() {
        return new Profiles().names();
    }

    @Test
    void profiles_thatComeAlong_areThirtyAndMore() {
        assertThat(names()).hasSizeGreaterThanOrEqualTo(30);
    }

    @ParameterizedTest
    @MethodSource("names")
    void exchange_withOnlyWhatAPersonEnters_isAsDocumented(String name) throws Exception {
        var exchange = exchange(name);

        assertThat(settings(name, exchange, null)).isInstanceOfSatisfying(ClientSettings.Valid.class, valid -> {
            assertThat(differences(exchange, valid)).isEmpty();
        });
        assertThat(exchange.sources()).isNotEmpty().allMatch(source -> source.startsWith("https://"));
        assertThat(exchange.kind()).isIn("documented", "recorded");
    }

    @ParameterizedTest
    @MethodSource("names")
    void keys_eachLeftOut_areMissed(String name) throws Exception {
        var exchange = exchange(name);
        var whole = settings(name, exchange, null);
        for (var key : profile(name).facts().settings().keySet()) {
            if (ADDRESSES.contains(key)) {
                continue;
            }
            var without = settings(name, exchange, key);

            assertThat(isMissed(key, exchange, whole, without))
                    .as("the key %s of %s, which nothing exercises", key, name)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void habits_ofTheExchange_areThoseOfTheProfile(String name) throws Exception {
        var settings = profile(name).facts().settings();

        exchange(name)
                .habits()
                .forEach((key, value) -> assertThat(settings.get(key)).isEqualTo(value));
    }

    private static boolean isMissed(
            String key, DocumentedExchange exchange, ClientSettings whole, ClientSettings without) throws Exception {
        if (!(without instanceof ClientSettings.Valid valid)) {
            return true;
        }
        return exchange.habits().containsKey(key)
                ? !valid.equals(whole)
                : !exchange.differences(valid.registration()).isEmpty();
    }

    private static List<String> differences(DocumentedExchange exchange, ClientSettings.Valid valid) {
        try {
            return exchange.differences(valid.registration());
        } catch (org.winekey.oauth.core.json.JsonException e) {
            throw new AssertionError(exchange + " cannot be read", e);
        }
    }

    private static ClientSettings settings(String name, DocumentedExchange exchange, String leftOut) throws Exception {
        var settings = new TreeMap<String, Object>(profile(name).facts().settings());
        if (leftOut != null) {
            settings.remove(leftOut);
        }
        settings.putAll(exchange.entered());
        return ClientSettings.of(name, settings, HOUSE);
    }

    private static Profile profile(String name) throws ProfileException {
        return new Profiles().resolve(name).orElseThrow();
    }

    private static DocumentedExchange exchange(String name) throws Exception {
        Map<String, Object> settings = profile(name).facts().settings();
        return DocumentedExchange.of(name, "off".equals(settings.get("pkce")));
    }
}
