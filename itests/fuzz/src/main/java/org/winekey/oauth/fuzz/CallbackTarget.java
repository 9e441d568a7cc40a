// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.AuthorizationResponse;
import org.winekey.oauth.core.protocol.AuthorizationResponse.Code;
import org.winekey.oauth.core.protocol.AuthorizationResponse.Malformed;
import org.winekey.oauth.core.protocol.AuthorizationResponse.PastedAddress;
import org.winekey.oauth.core.protocol.AuthorizationResponse.Refusal;
import org.winekey.oauth.core.secret.Secret;

/** The query of the callback: what the real servlet hands over, and what the service reads in it. */
public final class CallbackTarget {

    private static final String PATH = "/oauth/callback/spotify";
    private static final List<String> SINGLE = List.of("code", "state", "iss", "error");
    private static final int MOST_PARAMETERS = 64;
    private static final int MOST_CHARACTERS = 8 * 1024;
    private static final int MOST_TEXT = 500;
    private static final int LEAST_SECRET = 8;
    private static final FakeContainer CONTAINER = new FakeContainer();

    private CallbackTarget() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        var query = Escapes.bytes(input);
        Guard.within(16, () -> check(query));
    }

    private static void check(String query) {
        var exchange = CONTAINER.get(PATH, query);
        var plain = Escapes.query(query);
        Claim.that(
                exchange.status() == 303 || exchange.arrivals().isEmpty(),
                "an answer arrives and no clean address follows");
        Claim.that(exchange.status() < 500, "the servlet fails");
        if (exchange.arrivals().isEmpty()) {
            Claim.that(mayRefuse(query, plain), "a good answer was refused");
        } else {
            var handed = exchange.arrivals().get(0).parameters();
            Claim.that(exchange.arrivals().size() == 1, "one answer arrives twice");
            Claim.that(plain.equals(Optional.of(handed)), "the query was read in another way");
            Claim.that(
                    query.contains("#")
                            || !query.equals(query.strip())
                            || pasted(query).equals(plain),
                    "a pasted address reads in another way");
            checkQuiet(exchange, handed);
        }
        plain.ifPresent(CallbackTarget::check);
    }

    private static boolean mayRefuse(String query, Optional<Map<String, List<String>>> plain) {
        return plain.isEmpty() || query.length() > MOST_CHARACTERS || query.split("&", -1).length > MOST_PARAMETERS;
    }

    private static Optional<Map<String, List<String>>> pasted(String query) {
        return AuthorizationResponse.ofAddress("http://127.0.0.1:8181" + PATH + "?" + query)
                .map(PastedAddress::parameters);
    }

    /** Neither the page nor a header repeats the code. */
    private static void checkQuiet(FakeContainer.Exchange exchange, Map<String, List<String>> handed) {
        for (var code : handed.getOrDefault("code", List.of())) {
            if (code.length() >= LEAST_SECRET) {
                Claim.hides(exchange.headers() + exchange.body(), code);
            }
        }
    }

    private static void check(Map<String, List<String>> parameters) {
        var response = AuthorizationResponse.parse(parameters);
        var repeated = SINGLE.stream()
                .anyMatch(name -> parameters.getOrDefault(name, List.of()).size() > 1);
        Claim.that(!repeated || response instanceof Malformed, "one of two values was taken");
        checkSecret(response.state(), parameters, "state");
        if (response instanceof Code code) {
            checkSecret(code.code(), parameters, "code");
            Claim.that(code.code() != null && only(parameters, "error") == null, "a code beside an error was taken");
            Claim.that(code.iss() == null || code.iss().equals(only(parameters, "iss")), "another issuer than came");
        } else if (response instanceof Refusal refusal) {
            Claim.that(only(parameters, "code") == null, "an error beside a code was taken");
            Claim.shown(refusal.text(), MOST_TEXT, "a refusal");
            Claim.shown(refusal.error(), 64, "a code of an error");
        }
    }

    private static void checkSecret(@Nullable Secret read, Map<String, List<String>> parameters, String name) {
        if (read != null) {
            Claim.that(read.reveal().equals(only(parameters, name)), "another " + name + " than came");
            Claim.that(read.reveal().length() <= MOST_CHARACTERS, "a " + name + " that is too long was taken");
        }
    }

    private static @Nullable String only(Map<String, List<String>> parameters, String name) {
        var values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 && !values.get(0).isEmpty() ? values.get(0) : null;
    }
}
