// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.winekey.oauth.core.protocol.AuthorizationRequest;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenRequest;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.ScriptedTransport;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.secret.Secret;

/** What a client with some settings sends. */
final class Provider {

    static final Duration DEADLINE = Duration.ofSeconds(7);
    static final Secret STATE = Secret.of("the-state");
    static final String REDIRECT_URI = "http://127.0.0.1:8181/oauth/callback/spotify";

    private static final CodeVerifier VERIFIER = CodeVerifier.fresh(new SimulatedEntropy(1));

    private final Registration registration;

    private Provider(Registration registration) {
        this.registration = registration;
    }

    /** Settings that work, with these keys and values in turn. */
    static Provider with(Object... keysAndValues) {
        var raw = Samples.good();
        raw.put("scope", "one two");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            raw.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Provider(Samples.valid(raw).registration());
    }

    Registration registration() {
        return registration;
    }

    URI consent() {
        return AuthorizationRequest.uri(registration, STATE, VERIFIER);
    }

    /** The query of the address of the consent page. */
    Map<String, String> consentQuery() {
        return form(consent().getRawQuery());
    }

    Call exchange() {
        return TokenRequest.exchange(
                registration,
                new TokenRequest.Redeemed(Secret.of("the-code"), STATE, VERIFIER, REDIRECT_URI),
                DEADLINE);
    }

    Map<String, String> exchangeForm() {
        return ScriptedTransport.form(exchange());
    }

    Call refresh() {
        return TokenRequest.refresh(registration, grant(), DEADLINE);
    }

    Map<String, String> refreshForm() {
        return ScriptedTransport.form(refresh());
    }

    private Grant grant() {
        var now = new SimulatedTime().now();
        return new Grant(
                registration,
                Secret.of("the-access-token"),
                Secret.of("the-refresh-token"),
                Set.of("granted", "also"),
                now,
                null,
                now,
                0,
                null);
    }

    /** The decoded names and values of a query or form. */
    static Map<String, String> form(String encoded) {
        var form = new LinkedHashMap<String, String>();
        for (var pair : encoded.split("&", -1)) {
            var parts = pair.split("=", 2);
            form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
        }
        return form;
    }

    static String body(Call call) {
        return new String(call.body(), UTF_8);
    }
}
