// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.jupiter.api.Tag;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventHandler;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;

/** Every message of OpenVoiceOS' OAuth plugin, sent on the EventAdmin of Karaf and answered there. */
public class BusMessages extends ContainerTest {
    private static final String SECRET = "cnry-secret-on-the-bus";
    private static final Map<String, String> APP = Map.of("skill_id", "skill-cellar", "app_id", "keycloak");

    @Inject
    private FeaturesService features;

    @Inject
    private EventAdmin events;

    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger correlations = new AtomicInteger();
    private ServiceRegistration<?> ear;

    @Before
    public void openTheBus() throws Exception {
        var topics = new String[] {"oauth/*", "ovos/*"};
        ear = context.registerService(EventHandler.class, heard::add, new Hashtable<>(Map.of("event.topics", topics)));
        features.installFeature("winekey-ovos", EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));
        Await.until("the ping of the bundle", SOON, () -> !heardOf("oauth/ping").isEmpty());
    }

    @After
    public void closeTheBus() throws Exception {
        features.uninstallFeature("winekey-ovos", EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));
        ear.unregister();
    }

    @Test
    public void messages_ofTheWholeTable_areSentAndAnswered() throws Exception {
        var registered = ask("oauth/register", "oauth/register/response", registration());
        var client = String.valueOf(registered.getProperty("client"));
        assertThat(registered.getProperty("error")).isNull();
        assertThat(registered.getProperty("munged_id")).isEqualTo("skill-cellar_keycloak");
        awaitShown(client, ClientStatus.Code.DISABLED);

        configure(client, Map.of("enabled", "true"));
        awaitShown(client, ClientStatus.Code.SIGN_IN_REQUIRED);
        assertThat(url(ask("oauth/get", "oauth/url", APP))).contains("/oauth/go/");
        assertThat(url(ask("oauth/start", "ovos/shell/oauth/start/authentication", APP)))
                .contains("/oauth/go/");
        assertThat(qr(ask("oauth/generate/qr/request", "oauth/generate/qr/response", APP)))
                .startsWith("<svg ");
        assertThat(heardOf("ovos/shell/oauth/display/qr/code")).isNotEmpty();
        assertThat(ask("oauth/get/app/host/info", "oauth/app/host/info/response", Map.of())
                        .getProperty("host"))
                .isNotNull();

        person(Keycloak.ANNA).signIn(client);
        Await.until(
                "the news of the sign-in",
                SOON,
                () -> !heardOf("oauth/token/response").isEmpty());
        assertThat(ask("oauth/refresh", "oauth/refresh/response", APP).getProperty("result"))
                .isEqualTo("Ok");
        assertThat(ask("oauth/unregister", "oauth/unregister/response", APP).getProperty("error"))
                .isNotNull();
        assertThat(heard).extracting(BusMessages::text).noneMatch(text -> text.contains("access_token"));
    }

    @Test
    @Tag("R-025")
    public void messages_aboutWhatIsNotTheirs_areRefusedAndChangeNothing() throws Exception {
        var client = String.valueOf(
                ask("oauth/register", "oauth/register/response", registration()).getProperty("client"));
        configure(client, Map.of("enabled", "true"));
        awaitShown(client, ClientStatus.Code.SIGN_IN_REQUIRED);
        var elsewhere = new HashMap<>(registration());
        elsewhere.put("token_endpoint", "https://evil.example/token");

        assertThat(error("oauth/register", "oauth/register/response", elsewhere))
                .contains("registered");
        assertThat(print("oauth:status " + client)).contains("127.0.0.1").doesNotContain("evil.example");
        for (var topic : List.of("oauth/get", "oauth/start", "oauth/refresh", "oauth/generate/qr/request")) {
            assertThat(error(topic, answerTopic(topic), Map.of("skill_id", "x", "app_id", "y")))
                    .contains("register");
            assertThat(error(topic, answerTopic(topic), Map.of())).isNotBlank();
        }
    }

    @Test
    public void messages_thatCarryASecret_areRefusedWithTheRemedy() throws Exception {
        var withSecret = new HashMap<>(registration());
        withSecret.put("client_secret", SECRET);

        assertThat(error("oauth/register", "oauth/register/response", withSecret))
                .contains("oauth:set");
        assertThat(error(
                        "ovos/shell/oauth/register/credentials",
                        "ovos/shell/oauth/register/credentials/response",
                        Map.of("skill_id", "x", "app_id", "y", "client_secret", SECRET)))
                .contains("/oauth");
        assertThat(error(
                        "ovos/shell/oauth/authentication/forward",
                        "ovos/shell/oauth/authentication/forward/response",
                        Map.of("redirectURL", "http://127.0.0.1/?code=" + SECRET)))
                .contains("oauth:complete");
        assertThat(heard)
                .filteredOn(event -> event.containsProperty("error"))
                .extracting(BusMessages::text)
                .noneMatch(text -> text.contains(SECRET));
    }

    private Map<String, String> registration() {
        var registration = new HashMap<>(APP);
        registration.put("client_id", Keycloak.PUBLIC.id());
        registration.put("auth_endpoint", keycloak().authorizationEndpoint().toString());
        registration.put("token_endpoint", keycloak().tokenEndpoint().toString());
        registration.put("scope", "email profile");
        return registration;
    }

    private String error(String topic, String answer, Map<String, String> data) {
        return String.valueOf(ask(topic, answer, data).getProperty("error"));
    }

    /** Sends a message and waits for the answer that names it. */
    private Event ask(String topic, String answer, Map<String, String> data) {
        var correlation = "c" + correlations.incrementAndGet();
        var message = new HashMap<String, Object>(data);
        message.put("correlation.id", correlation);
        events.postEvent(new Event(topic, message));
        return Await.value(
                () -> "an answer to " + topic + " on " + answer,
                SOON,
                () -> heardOf(answer).stream()
                        .filter(event -> correlation.equals(event.getProperty("correlation.id")))
                        .findFirst());
    }

    private List<Event> heardOf(String topic) {
        return heard.stream().filter(event -> event.getTopic().equals(topic)).toList();
    }

    private String print(String command) {
        try {
            return console().run(command);
        } catch (Exception e) {
            throw new AssertionError(command, e);
        }
    }

    /** The bundle of this test may not use the client, so it reads what an administrator sees. */
    private void awaitShown(String client, ClientStatus.Code code) {
        Await.until(
                code + " of " + client,
                SOON,
                () -> print("oauth:status " + client).contains(code.toString()));
    }

    private static String answerTopic(String topic) {
        return Map.of(
                        "oauth/get", "oauth/url",
                        "oauth/start", "ovos/shell/oauth/start/authentication",
                        "oauth/refresh", "oauth/refresh/response",
                        "oauth/generate/qr/request", "oauth/generate/qr/response")
                .get(topic);
    }

    private static String url(Event event) {
        return Optional.ofNullable(event.getProperty("url"))
                .map(Object::toString)
                .orElse("");
    }

    private static String qr(Event event) {
        return Optional.ofNullable(event.getProperty("qr"))
                .map(Object::toString)
                .orElse("");
    }

    private static String text(Event event) {
        var text = new StringBuilder(event.getTopic());
        for (var name : event.getPropertyNames()) {
            text.append(' ').append(name).append('=').append(event.getProperty(name));
        }
        return text.toString();
    }
}
