// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.protocol.AnswerStyle;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.Habits;
import org.winekey.oauth.core.protocol.JsonPointer;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.RequestStyle;
import org.winekey.oauth.core.protocol.ScopeSeparator;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordVersion;

/** What the history and the explanation of a client say of its settings. */
class TermsWordsTest {
    private static final String RESPONSE_ISS = "authorization_response_iss_parameter_supported";
    private static final Registration PLAIN = House.registration();

    /** The same registration, but for this key. */
    private static Registration with(String key) {
        return new Registration(
                PLAIN.client(),
                key.equals("grant_types") ? GrantType.CLIENT_CREDENTIALS : PLAIN.grantType(),
                key.equals("client_id") ? "id-2" : PLAIN.clientId(),
                key.equals(".client_secret") ? Secret.of("an0ther") : PLAIN.clientSecret(),
                key.equals("token_endpoint_auth_method") ? ClientAuthentication.BASIC : PLAIN.authentication(),
                key.equals("issuer") ? "https://other.example" : PLAIN.issuer(),
                new Registration.Endpoints(
                        URI.create(key.equals("authorization_endpoint") ? "https://as.example/2" : authorization()),
                        URI.create(key.equals("token_endpoint") ? "https://as.example/2" : token()),
                        key.equals("revocation_endpoint") ? URI.create("https://as.example/2") : null),
                key.equals("scope") ? List.of("play", "pause") : PLAIN.scopes(),
                key.equals("redirect_uri") ? "https://house.example/oauth/callback/music" : PLAIN.redirectUri(),
                key.equals("parameters") ? Map.of("prompt", "login") : PLAIN.parameters(),
                PLAIN.tokenParameters(),
                new Dialect(
                        key.equals(RESPONSE_ISS),
                        key.equals("resource") ? List.of("https://api.example") : List.of(),
                        key.equals("client_secret_basic_raw"),
                        key.equals("the style of requests") ? commas() : RequestStyle.PLAIN,
                        key.equals("the style of answers") ? lenient() : AnswerStyle.PLAIN,
                        key.equals("the habits of the provider") ? idle() : Habits.PLAIN),
                PLAIN.route());
    }

    private static String authorization() {
        return "https://as.example/authorize";
    }

    private static String token() {
        return PLAIN.endpoints().token().toString();
    }

    private static RequestStyle commas() {
        return new RequestStyle(
                ScopeSeparator.COMMA,
                RequestStyle.PLAIN.authorization(),
                RequestStyle.PLAIN.token(),
                RequestStyle.PLAIN.refresh(),
                null);
    }

    private static AnswerStyle lenient() {
        var tokens = new AnswerStyle.Tokens(JsonPointer.WHOLE, Map.of(), true);
        return new AnswerStyle(
                tokens, AnswerStyle.Refusals.PLAIN, AnswerStyle.Lifetimes.PLAIN, AnswerStyle.PLAIN.kept());
    }

    private static Habits idle() {
        return new Habits(null, null, Duration.ofDays(30), null);
    }

    private static ClientTerms ready(Registration registration) {
        return new ClientTerms.Ready(registration);
    }

    private static Held held(Registration registration) {
        var now = Instant.parse("2026-11-29T12:00:00Z");
        var grant = new Grant(
                registration, Secret.of("access-0"), null, Set.of("play"), now, now.plusSeconds(60), now, 0, null);
        return Held.of(new RecordVersion("grant-1", 1), grant);
    }

    private static String revision(ClientTerms terms, @Nullable Registration got) {
        return TermsWords.revision(terms, got == null ? null : held(got));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_types",
                "client_id",
                "issuer",
                "authorization_endpoint",
                "token_endpoint",
                "revocation_endpoint",
                ".client_secret",
                "token_endpoint_auth_method",
                "scope",
                "redirect_uri",
                RESPONSE_ISS,
                "client_secret_basic_raw",
                "resource",
                "the style of requests",
                "the style of answers",
                "the habits of the provider",
                "parameters"
            })
    void change_ofOneSetting_namesItAlone(String key) {
        assertThat(TermsWords.change(ready(PLAIN), ready(with(key)))).isEqualTo("settings changed: " + key);
    }

    @Test
    void change_toWhatIsNoRegistration_saysWhatItIs() {
        assertThat(TermsWords.change(new ClientTerms.Absent(), ready(PLAIN)))
                .isEqualTo("settings are complete (client_id id-1)");
        assertThat(TermsWords.change(ready(PLAIN), new ClientTerms.Disabled()))
                .isEqualTo("switched off by its settings");
        assertThat(TermsWords.change(ready(PLAIN), new ClientTerms.Absent())).isEqualTo("not configured");
        assertThat(TermsWords.change(ready(PLAIN), new ClientTerms.Starting())).isEqualTo("starting");
    }

    @Test
    void revision_withoutAGrant_saysWhatIsUsedNext() {
        var own = House.ownCredentials("id-3", "s3cret", "play");

        assertThat(revision(new ClientTerms.Absent(), null)).isEqualTo("no grant, and no usable settings");
        assertThat(revision(ready(PLAIN), null))
                .isEqualTo("no grant; the next sign-in uses client_id id-1 at as.example");
        assertThat(revision(ready(own), null))
                .isEqualTo("no grant; the next request uses client_id id-3 at as.example");
    }

    @Test
    void revision_ofAGrant_namesWhatItsSettingsDifferIn() {
        assertThat(revision(new ClientTerms.Absent(), PLAIN))
                .isEqualTo("the grant belongs to client_id id-1 at as.example; the present settings are not usable");
        assertThat(revision(ready(with("scope")), PLAIN))
                .isEqualTo("the grant belongs to client_id id-1 at as.example, as in the settings");
        assertThat(revision(ready(with("client_id")), PLAIN))
                .isEqualTo("the grant belongs to client_id id-1 at as.example; the settings differ by now (client_id)"
                        + " and name client_id id-2 at as.example, which the next sign-in uses");
    }
}
