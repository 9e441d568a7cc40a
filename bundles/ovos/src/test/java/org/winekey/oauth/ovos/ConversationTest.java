// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.ClientDefinition;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.OpenSignIn;
import org.winekey.oauth.admin.SignInLink;
import org.winekey.oauth.admin.Starter;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class ConversationTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final URI LINK = URI.create("http://127.0.0.1:8181/oauth/go/nonce-elsewhere");
    private static final Map<String, String> ENDPOINTS =
            Map.of("authorization_endpoint", "https://as.example/auth", "token_endpoint", "https://as.example/token");
    private static final String SPOTIFY = ClientName.of(new App("skill-music", "spotify"), ENDPOINTS);
    private static final Starter OURS = new Starter("bus", "skill-music/spotify");

    private final List<Event> posted = new ArrayList<>();
    private final OAuthAdmin admin = mock(OAuthAdmin.class);
    private final OAuthService oauth = mock(OAuthService.class);
    private final OAuthClient client = mock(OAuthClient.class);
    private final BundleContext context = mock(BundleContext.class);

    @SuppressWarnings("unchecked")
    private final ServiceRegistration<ClientDefinition> registration = mock(ServiceRegistration.class);

    private final EventAdmin events = new EventAdmin() {
        @Override
        public void postEvent(Event event) {
            posted.add(event);
        }

        @Override
        public void sendEvent(Event event) {
            throw new AssertionError("nobody is waited for");
        }
    };

    private final Proposals proposals = new Proposals(context);
    private final Conversation conversation =
            new Conversation(new Desk(admin), proposals, new Answers(events), oauth, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void house() {
        when(context.registerService(eq(ClientDefinition.class), any(ClientDefinition.class), anyProperties()))
                .thenReturn(registration);
        when(admin.baseUri()).thenReturn(Optional.of(URI.create("http://192.168.1.2:8181")));
        when(admin.client(anyString())).thenReturn(Optional.empty());
        when(admin.openSignIn(anyString(), any())).thenReturn(Optional.empty());
        when(admin.begin(anyString(), any()))
                .thenReturn(new SignInLink(
                        URI.create("http://127.0.0.1:8181/oauth/go/nonce-own"), LINK, List.of(), NOW.plusSeconds(600)));
        when(oauth.client(anyString())).thenReturn(client);
    }

    @Test
    void register_ofANewApp_proposesAClientThatIsSwitchedOff() {
        var answer = answerTo(Topics.REGISTER, registering(Map.of("scope", "user-read", "client_id", "id")));

        assertThat(answer.getTopic()).isEqualTo(Topics.REGISTER_RESPONSE);
        assertThat(answer.getProperty("munged_id")).isEqualTo("skill-music_spotify");
        assertThat(answer.getProperty("needs_creds")).isEqualTo(false);
        assertThat(answer.getProperty("error")).isNull();
        assertThat(proposed().client()).isEqualTo(SPOTIFY);
        assertThat(proposed().settings())
                .isEqualTo(Map.of(
                        "authorization_endpoint", "https://as.example/auth",
                        "token_endpoint", "https://as.example/token",
                        "scope", "user-read",
                        "client_id", "id",
                        "enabled", "false"));
    }

    @Test
    void register_ofAppsWhoseNamesRunTogether_givesTwoClients() {
        assertThat(ClientName.of(new App("a", "b_c"), ENDPOINTS))
                .isNotEqualTo(ClientName.of(new App("a_b", "c"), ENDPOINTS))
                .matches("[a-z0-9][a-z0-9-]{0,62}");
        assertThat(ClientName.of(new App("x".repeat(128), "y".repeat(128)), ENDPOINTS))
                .matches("[a-z0-9][a-z0-9-]{0,62}");
    }

    @Test
    @Tag("R-025")
    void register_ofTheSameAppWithAnotherServerAfterARestart_isAnotherClient() {
        answerTo(Topics.REGISTER, registering(Map.of("token_endpoint", "https://evil.example/token")));

        assertThat(proposed().client()).isNotEqualTo(SPOTIFY);
        assertThat(proposed().settings().get("enabled")).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\naccount owner@home", "\u001b[2J", "a b", "\u202e"})
    void register_withAnIdThatCouldDeceive_isRefused(String id) {
        assertThat(answerTo(Topics.REGISTER, registering(Map.of("skill_id", id)))
                        .getProperty("error"))
                .asString()
                .contains("letters, digits");
    }

    @Test
    @Tag("R-025")
    void register_ofTheSameAppWithAnotherServer_isRefusedAndTheFirstStays() {
        answerTo(Topics.REGISTER, registering(Map.of()));

        var answer = answerTo(Topics.REGISTER, registering(Map.of("token_endpoint", "https://evil.example/token")));

        assertThat(answer.getProperty("error")).asString().contains("registered");
        verify(context).registerService(eq(ClientDefinition.class), any(ClientDefinition.class), anyProperties());
        verify(registration, never()).unregister();
    }

    @Test
    void register_ofTheSameOnceMore_isAnsweredAndChangesNothing() {
        answerTo(Topics.REGISTER, registering(Map.of()));

        assertThat(answerTo(Topics.REGISTER, registering(Map.of())).getProperty("error"))
                .isNull();
        verify(context).registerService(eq(ClientDefinition.class), any(ClientDefinition.class), anyProperties());
    }

    @Test
    void register_withASecret_isRefusedWithTheRemedyAndTheSecretGoesNowhere() {
        var answer = answerTo(Topics.REGISTER, registering(Map.of("client_secret", "s3cr3t-canary")));

        assertThat(answer.getProperty("error"))
                .asString()
                .contains("http://192.168.1.2:8181/oauth")
                .contains("oauth:set <client> .client_secret")
                .doesNotContain("canary");
        verify(context, never())
                .registerService(eq(ClientDefinition.class), any(ClientDefinition.class), anyProperties());
    }

    @Test
    void register_beyondTheBound_isRefused() {
        for (int i = 0; i < Proposals.MOST; i++) {
            answerTo(Topics.REGISTER, registering(Map.of("app_id", "app-" + i)));
        }

        assertThat(answerTo(Topics.REGISTER, registering(Map.of())).getProperty("error"))
                .asString()
                .contains("too many");
    }

    @ParameterizedTest
    @ValueSource(strings = {Topics.CREDENTIALS, Topics.FORWARD})
    void message_thatBringsASecret_isRefusedWithTheRemedy(String topic) {
        var answer = answerTo(
                topic,
                Map.of("skill_id", "s", "app_id", "a", "client_secret", "s3cr3t-canary", "redirectURL", "canary"));

        assertThat(answer.getProperty("error")).asString().contains("/oauth").doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Topics.REGISTER,
                Topics.UNREGISTER,
                Topics.START,
                Topics.GET,
                Topics.CREDENTIALS,
                Topics.FORWARD,
                Topics.REFRESH,
                Topics.QR_REQUEST
            })
    void message_thatNamesNoApp_isAnswered(String topic) {
        assertThat(answerTo(topic, Map.of()).getProperty("error")).asString().isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {Topics.START, Topics.GET, Topics.REFRESH, Topics.QR_REQUEST})
    void message_aboutAnAppThatNobodyRegistered_isAnsweredAndTouchesNoClient(String topic) {
        var answer = answerTo(topic, Map.of("skill_id", "x", "app_id", "y"));

        assertThat(answer.getProperty("error")).asString().contains("oauth/register");
        verify(admin, never()).begin(anyString(), any());
        verify(oauth, never()).client(anyString());
    }

    @Test
    void get_ofAKnownApp_isAnsweredWithTheLinkThatWaitsForAcceptance() {
        answerTo(Topics.REGISTER, registering(Map.of()));

        var answer =
                answerTo(Topics.GET, Map.of("skill_id", "skill-music", "app_id", "spotify", "correlation.id", "7"));

        assertThat(answer.getTopic()).isEqualTo(Topics.URL);
        assertThat(answer.getProperty("url")).isEqualTo(LINK.toString());
        assertThat(answer.getProperty("correlation.id")).isEqualTo("7");
        verify(admin).begin(SPOTIFY, OURS);
    }

    @Test
    void get_twice_givesTheSameLinkAndBeginsOnce() {
        answerTo(Topics.REGISTER, registering(Map.of()));
        answerTo(Topics.GET, app());
        when(admin.openSignIn(anyString(), any())).thenReturn(Optional.of(open(OURS)));

        assertThat(answerTo(Topics.GET, app()).getProperty("url")).isEqualTo(LINK.toString());
        verify(admin).begin(anyString(), any());
    }

    @Test
    void get_whileAPersonSignsIn_leavesThatSignInAlone() {
        answerTo(Topics.REGISTER, registering(Map.of()));
        when(admin.openSignIn(anyString(), any())).thenReturn(Optional.of(open(new Starter("page", "anna"))));

        assertThat(answerTo(Topics.GET, app()).getProperty("error")).asString().contains("begun elsewhere");
        verify(admin, never()).begin(anyString(), any());
    }

    @Test
    void start_ofAKnownApp_goesOnToTheShellWithItsContext() {
        answerTo(Topics.REGISTER, registering(Map.of()));
        var message = new HashMap<String, Object>(app());
        message.put("context", Map.of("source", "skill", "destination", "gui"));

        var answer = answerTo(Topics.START, message);

        assertThat(answer.getTopic()).isEqualTo(Topics.START_AUTHENTICATION);
        assertThat(answer.getProperty("url")).isEqualTo(LINK.toString());
        assertThat(answer.getProperty("needs_credentials")).isEqualTo(true);
        assertThat(answer.getProperty("context")).isEqualTo(Map.of("source", "skill", "destination", "gui"));
    }

    @Test
    void answer_toAMessageWithContext_goesBackToItsSource() {
        var answer = answerTo(
                Topics.HOST_INFO, Map.of("context", Map.of("source", "skill", "destination", "oauth", "x", 1)));

        assertThat(answer.getProperty("context")).isEqualTo(Map.of("source", "oauth", "destination", "skill", "x", 1));
    }

    @Test
    void qr_ofAKnownApp_isASymbolOfTheLinkAndTheShellShowsIt() {
        answerTo(Topics.REGISTER, registering(Map.of()));

        posted.clear();
        conversation.hear(new Message(Topics.QR_REQUEST, app()));

        assertThat(posted).extracting(Event::getTopic).containsExactly(Topics.QR_RESPONSE, Topics.DISPLAY_QR);
        assertThat(posted)
                .allSatisfy(event -> assertThat(event.getProperty("qr")).isEqualTo(Qr.svg(LINK.toString())));
    }

    @Test
    void qr_ofAnAppThatShowsItItself_isNotForTheShell() {
        answerTo(Topics.REGISTER, registering(Map.of("shell_integration", "false")));

        posted.clear();
        conversation.hear(new Message(Topics.QR_REQUEST, app()));

        assertThat(posted).extracting(Event::getTopic).containsExactly(Topics.QR_RESPONSE);
    }

    @Test
    void refresh_ofAKnownApp_asksForAFreshTokenAndTellsNoneOfIt() {
        answerTo(Topics.REGISTER, registering(Map.of()));
        var token = AccessToken.of("t0ken-canary", NOW.plusSeconds(3600), Set.of("user-read"));
        when(client.tokenAsync(any(Duration.class)))
                .thenReturn(CompletableFuture.completedFuture(new TokenResult.Granted(token)));

        var answer = answerTo(Topics.REFRESH, app());

        assertThat(answer.getProperty("result")).isEqualTo("Ok");
        assertThat(List.of(answer.getPropertyNames()))
                .allSatisfy(name ->
                        assertThat(String.valueOf(answer.getProperty(name))).doesNotContain("canary"));
    }

    @Test
    void refresh_thatBringsNoToken_isAnError() {
        answerTo(Topics.REGISTER, registering(Map.of()));
        when(client.tokenAsync(any(Duration.class)))
                .thenReturn(CompletableFuture.completedFuture(new TokenResult.SignInRequired("nobody signed in")));

        var answer = answerTo(Topics.REFRESH, app());

        assertThat(answer.getProperty("result")).isEqualTo("Error");
        assertThat(answer.getProperty("error")).isNotNull();
    }

    @Test
    void hostInfo_isHostAndPortOfTheBaseUri() {
        var answer = answerTo(Topics.HOST_INFO, Map.of());

        assertThat(answer.getProperty("host")).isEqualTo("192.168.1.2");
        assertThat(answer.getProperty("port")).isEqualTo(8181);
    }

    @Test
    void unregister_byAMessage_removesNothing() {
        answerTo(Topics.REGISTER, registering(Map.of()));

        assertThat(answerTo(Topics.UNREGISTER, app()).getProperty("error"))
                .asString()
                .contains("oauth:forget");
        verify(registration, never()).unregister();
    }

    @Test
    void signIn_ofAnApp_isToldWithoutItsToken() {
        answerTo(Topics.REGISTER, registering(Map.of()));
        posted.clear();

        conversation.authorized(SPOTIFY);
        conversation.authorized("thermostat");

        assertThat(posted).singleElement().satisfies(event -> {
            assertThat(event.getTopic()).isEqualTo(Topics.TOKEN_RESPONSE);
            assertThat(event.getPropertyNames())
                    .containsExactlyInAnyOrder("skill_id", "app_id", "munged_id", "event.topics");
        });
    }

    private Event answerTo(String topic, Map<String, ?> data) {
        posted.clear();
        conversation.hear(new Message(topic, Map.copyOf(data)));
        assertThat(posted).as("answers to " + topic).isNotEmpty();
        return posted.get(0);
    }

    private ClientDefinition proposed() {
        var captured = ArgumentCaptor.forClass(ClientDefinition.class);
        verify(context).registerService(eq(ClientDefinition.class), captured.capture(), anyProperties());
        return captured.getValue();
    }

    private static Dictionary<String, ?> anyProperties() {
        return any();
    }

    private static Map<String, Object> registering(Map<String, ?> further) {
        var data = new HashMap<String, Object>(app());
        data.put("auth_endpoint", "https://as.example/auth");
        data.put("token_endpoint", "https://as.example/token");
        data.putAll(further);
        return data;
    }

    private static Map<String, Object> app() {
        return Map.of("skill_id", "skill-music", "app_id", "spotify");
    }

    private static OpenSignIn open(Starter starter) {
        return new OpenSignIn("x", starter, NOW, NOW.plusSeconds(600), Set.of(), Optional.empty(), Optional.empty());
    }
}
