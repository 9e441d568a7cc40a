// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.AnswerStyle;
import org.winekey.oauth.core.protocol.AuthorizationRequest;
import org.winekey.oauth.core.protocol.AuthorizationResponse;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.protocol.KeptValues;
import org.winekey.oauth.core.protocol.Members;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenRequest;
import org.winekey.oauth.core.protocol.TokenResponse;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.secret.Secret;

/** One exchange with a provider as its documentation has it; says where a registration would do otherwise. */
final class DocumentedExchange {

    private static final String JSON = "(JSON) ";
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Secret STATE = Secret.of("the-state");
    private static final Redaction NONE = Redaction.NONE;
    private static final Secret CODE = Secret.of("the-code");
    private static final CodeVerifier VERIFIER =
            CodeVerifier.of(Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));

    /** What may be there beside what the documentation names. */
    private static final Set<String> OURS =
            Set.of("state", "code_challenge", "code_challenge_method", "code_verifier", JSON + "code_verifier");

    private final String name;
    private final Members document;
    private final Instant now;
    private final Set<String> mayBeAdded;

    private DocumentedExchange(String name, Members document, boolean withoutProofKey) throws JsonException {
        this.name = name;
        this.document = document;
        var at = document.optionalText("at");
        this.now = Instant.parse(at == null ? "2026-11-29T00:00:00Z" : at);
        this.mayBeAdded = withoutProofKey ? Set.of("state") : OURS;
    }

    static DocumentedExchange of(String name, boolean withoutProofKey) throws IOException, JsonException {
        try (var stream = DocumentedExchange.class.getResourceAsStream("exchange-" + name + ".json")) {
            var bytes =
                    Objects.requireNonNull(stream, "no exchange for " + name).readAllBytes();
            return new DocumentedExchange(name, new Members(Json.readObject(bytes)), withoutProofKey);
        }
    }

    /** What a person enters. */
    Map<String, Object> entered() throws JsonException {
        var entered = new TreeMap<String, Object>();
        var settings = document.optionalObject("settings");
        if (settings == null) {
            return entered;
        }
        settings.values().forEach((key, value) -> entered.put(String.valueOf(key), value));
        return entered;
    }

    /** Addresses that the facts are from. */
    List<String> sources() throws JsonException {
        return document.texts("sources");
    }

    String kind() throws JsonException {
        return document.text("kind");
    }

    /** Keys whose effect is not on the wire, with their values. */
    Map<?, ?> habits() throws JsonException {
        var habits = document.optionalObject("habits");
        return habits == null ? Map.of() : habits.values();
    }

    /** Where this registration would do otherwise (empty: nowhere). */
    List<String> differences(Registration registration) throws JsonException {
        var differences = new ArrayList<String>();
        var style = registration.dialect().answers();
        if (document.optionalText("authorization") != null) {
            compareAuthorization(registration, differences);
        }
        compareCallback(registration, differences);
        compareExchange(registration, differences);
        var refresh = document.optionalObject("refresh");
        if (refresh != null) {
            var byAccessToken = registration.dialect().requests().refresh().byAccessToken();
            var token = Secret.of(byAccessToken ? "at-1" : "rt-1");
            compareRequest(
                    "refresh",
                    refresh.object("request"),
                    TokenRequest.refresh(registration, token, DEADLINE),
                    differences);
            compareTokens(
                    "refresh", refresh, TokenVerdict.ofRefresh(answer(refresh), now, false, NONE, style), differences);
        }
        compareErrors(style, differences);
        return differences;
    }

    private void compareAuthorization(Registration registration, List<String> differences) throws JsonException {
        var wanted = document.text("authorization");
        var ours = AuthorizationRequest.uri(askingForAll(registration), STATE, VERIFIER)
                .toString();
        compare("authorization endpoint", beforeQuery(wanted), beforeQuery(ours), differences);
        compareForms("authorization", query(wanted), query(ours), differences);
    }

    private void compareCallback(Registration registration, List<String> differences) throws JsonException {
        var callback = document.optionalObject("callback");
        if (callback == null) {
            return;
        }
        var parameters = form(callback.text("query"));
        var renamed = registration.dialect().requests().authorization().callbackRenamed();
        var response = AuthorizationResponse.parse(parameters, renamed);
        var expect = callback.object("expect");
        var code = response instanceof AuthorizationResponse.Code came
                ? came.code().reveal()
                : response.toString();
        compare("callback code", expect.text("code"), code, differences);
        if (expect.optionalObject("kept") != null) {
            compare("callback kept", expect.textMap("kept"), KeptValues.of(parameters, registration), differences);
        }
    }

    /** A sign-in begins with the optional scopes. */
    private static Registration askingForAll(Registration registration) {
        var all = new ArrayList<>(registration.scopes());
        all.addAll(registration.dialect().requests().authorization().optionalScopes());
        return registration.asking(all);
    }

    private void compareExchange(Registration registration, List<String> differences) throws JsonException {
        var code = document.optionalObject("code");
        if (code == null) {
            return;
        }
        var style = registration.dialect().answers();
        var redeemed = new TokenRequest.Redeemed(
                CODE, STATE, VERIFIER, Objects.requireNonNull(registration.redirectUri(), "redirectUri"));
        compareRequest(
                "code", code.object("request"), TokenRequest.exchange(registration, redeemed, DEADLINE), differences);
        var verdict = TokenVerdict.ofExchange(answer(code), now, NONE, style);
        var then = document.optionalObject("then");
        if (then != null && verdict instanceof TokenVerdict.Success first) {
            var second = TokenRequest.then(registration, first.response().accessToken(), DEADLINE);
            if (second.isEmpty()) {
                differences.add("then: documented, and we do not");
                return;
            }
            compareRequest("then", then.object("request"), second.get(), differences);
            verdict = TokenVerdict.ofExchange(answer(then), now, NONE, style);
        }
        compareTokens("code", code, verdict, differences);
    }

    private void compareRequest(String what, Members wanted, Call call, List<String> differences) throws JsonException {
        compare(what + " method", wanted.text("method"), call.method(), differences);
        var url = wanted.text("url");
        compare(what + " url", beforeQuery(url), beforeQuery(call.uri().toString()), differences);
        compareForms(what + " query", query(url), query(call.uri().toString()), differences);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(call.headers());
        var named = wanted.optionalObject("headers") == null ? Map.<String, String>of() : wanted.textMap("headers");
        named.forEach((header, value) -> compare(what + " header " + header, value, headers.get(header), differences));
        if (named.keySet().stream().noneMatch("Authorization"::equalsIgnoreCase)) {
            compare(what + " header Authorization", null, headers.get("Authorization"), differences);
        }
        var body = wanted.optionalText("body");
        compareForms(
                what + " body",
                members(body == null ? "" : body),
                members(new String(call.body(), UTF_8)),
                differences);
    }

    private void compareTokens(String what, Members wanted, TokenVerdict verdict, List<String> differences)
            throws JsonException {
        if (verdict instanceof TokenVerdict.Success success) {
            compareTokens(what, wanted.object("expect"), success.response(), differences);
        } else {
            differences.add(what + " response: " + verdict);
        }
    }

    private void compareTokens(String what, Members expect, TokenResponse response, List<String> differences)
            throws JsonException {
        compare(
                what + " access_token",
                expect.text("access_token"),
                response.accessToken().reveal(),
                differences);
        var refreshToken = response.refreshToken();
        compare(
                what + " refresh_token",
                expect.optionalText("refresh_token"),
                refreshToken == null ? null : refreshToken.reveal(),
                differences);
        compareLifetime(what, expect, response, differences);
        compareSpan(what + " refresh_token_expires_in", expect, response.refreshTokenExpiresIn(), differences);
        if (expect.optionalObject("kept") != null) {
            compare(what + " kept", expect.textMap("kept"), response.kept(), differences);
        }
        if (expect.values().get("scope") != null) {
            var scopes = response.scopes();
            compare(
                    what + " scope",
                    new TreeSet<>(expect.texts("scope")),
                    scopes == null ? null : new TreeSet<>(scopes),
                    differences);
        }
    }

    private void compareLifetime(String what, Members expect, TokenResponse response, List<String> differences)
            throws JsonException {
        var expiresIn = response.expiresIn();
        var ours = expiresIn == null ? null : expiresIn.toSeconds();
        if (expect.values().get("expires_at") != null) {
            compare(
                    what + " expires_at",
                    expect.number("expires_at"),
                    ours == null ? null : now.getEpochSecond() + ours,
                    differences);
        } else {
            compare(what + " expires_in", expect.values().get("expires_in"), ours, differences);
        }
    }

    private static void compareSpan(String what, Members expect, Duration ours, List<String> differences) {
        var wanted = expect.values().get("refresh_token_expires_in");
        if (wanted != null) {
            compare(what, wanted, ours == null ? null : ours.toSeconds(), differences);
        }
    }

    private void compareErrors(AnswerStyle style, List<String> differences) throws JsonException {
        if (document.values().get("errors") == null) {
            return;
        }
        for (var error : document.objects("errors")) {
            var verdict = TokenVerdict.ofRefresh(answer(error), now, false, NONE, style);
            var kind = verdict instanceof TokenVerdict.Failure failure
                    ? failure.kind().name()
                    : "SUCCESS";
            compare("error " + error.optionalText("why"), error.text("expect"), kind, differences);
        }
    }

    /** The answer that is given, or that a step of the exchange has as its response. */
    private static Answered answer(Members given) throws JsonException {
        var step = given.optionalObject("response");
        var response = step == null ? given : step;
        var type = response.optionalText("type");
        return new Answered(
                (int) response.number("status"),
                Map.of("content-type", List.of(type == null ? "application/json" : type)),
                response.text("body").getBytes(UTF_8));
    }

    private void compareForms(
            String what, Map<String, List<String>> wanted, Map<String, List<String>> ours, List<String> differences) {
        var counted = new TreeMap<>(ours);
        mayBeAdded.stream().filter(added -> !wanted.containsKey(added)).forEach(counted::remove);
        compare(what, wanted, counted, differences);
    }

    private static void compare(String what, Object wanted, Object ours, List<String> differences) {
        if (!Objects.equals(wanted, ours)) {
            differences.add(what + ": documented " + wanted + ", ours " + ours);
        }
    }

    private static String beforeQuery(String url) {
        return url.split("\\?", 2)[0];
    }

    private static Map<String, List<String>> query(String url) {
        var parts = url.split("\\?", 2);
        return parts.length == 1 ? Map.of() : form(parts[1]);
    }

    private static Map<String, List<String>> members(String body) throws JsonException {
        if (!body.startsWith("{")) {
            return form(body);
        }
        var members = new TreeMap<String, List<String>>();
        Json.readObject(body.getBytes(UTF_8))
                .forEach((name, value) -> members.put(JSON + name, List.of(String.valueOf(value))));
        return members;
    }

    /** A plus stays one: whoever means a blank is documented with %20. */
    private static Map<String, List<String>> form(String text) {
        var form = new TreeMap<String, List<String>>();
        Arrays.stream(text.split("&", -1)).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            var parts = pair.split("=", 2);
            form.computeIfAbsent(URLDecoder.decode(parts[0], UTF_8), first -> new ArrayList<>())
                    .add(parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
        });
        return form;
    }

    @Override
    public String toString() {
        return "DocumentedExchange[" + name + "]";
    }
}
