// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.OAuthListener;
import org.winekey.oauth.event.OAuthEvents;

/** The whole house and who hears of what becomes of its clients. */
class CompositionListenersTest extends ComposedHouse {

    private static final String LAMP = "org.example.lamp";
    private static final String OTHER = "org.winekey.oauth.client~other";

    /** Writes down what it hears. */
    private static class Notes implements OAuthListener {
        final List<String> heard = new ArrayList<>();

        @Override
        public void authorized(String client) {
            heard.add("authorized " + client);
        }

        @Override
        public void available(String client) {
            heard.add("available " + client);
        }

        @Override
        public void tokenIssued(String client, Instant expiresAt, Set<String> scopes) {
            heard.add("tokenIssued " + client);
        }

        @Override
        public void authorizationRequired(String client, ClientStatus status) {
            heard.add("authorizationRequired " + client + " " + status.code());
        }

        @Override
        public void statusChanged(String client, ClientStatus status) {
            heard.add("statusChanged " + client + " " + status.code());
        }

        @Override
        public void withdrawn(String client) {
            heard.add("withdrawn " + client);
        }

        List<String> since() {
            var since = List.copyOf(heard);
            heard.clear();
            return since;
        }
    }

    private Notes listen(String bundle, Map<String, Object> properties) {
        var notes = new Notes();
        listen(bundle, notes, properties);
        return notes;
    }

    private FakeFramework.Entry listen(String bundle, OAuthListener listener, Map<String, Object> properties) {
        var entry = framework.register(bundle, OAuthListener.class.getName(), listener, properties);
        scheduler.settle();
        return entry;
    }

    @Test
    void listener_fromSignInToForget_hearsEachStepInOrder() {
        startWithSpotify();
        var notes = listen(LAMP, Map.of());
        assertThat(notes.since())
                .containsExactly(
                        "authorizationRequired spotify SIGN_IN_REQUIRED", "statusChanged spotify SIGN_IN_REQUIRED");

        signIn();
        assertThat(notes.since())
                .containsExactly(
                        "authorized spotify",
                        "available spotify",
                        "tokenIssued spotify",
                        "statusChanged spotify AUTHORIZED");

        scheduler.pass(Duration.ofMinutes(1));
        admin().refresh("spotify");
        scheduler.settle();
        assertThat(notes.since()).containsExactly("tokenIssued spotify");

        admin().forget("spotify");
        scheduler.settle();
        assertThat(notes.since())
                .containsExactly(
                        "withdrawn spotify",
                        "authorizationRequired spotify SIGN_IN_REQUIRED",
                        "statusChanged spotify SIGN_IN_REQUIRED");
    }

    @Test
    void listener_late_isToldThePresentStateOnce() {
        startWithSpotify();
        signIn();
        deliver(OTHER, good());

        var notes = listen(LAMP, Map.of());

        assertThat(notes.since())
                .containsExactlyInAnyOrder(
                        "available spotify",
                        "statusChanged spotify AUTHORIZED",
                        "authorizationRequired other SIGN_IN_REQUIRED",
                        "statusChanged other SIGN_IN_REQUIRED");
        deliver(PID, good());
        assertThat(notes.since()).isEmpty();
    }

    @Test
    void listener_overARestartOfTheService_hearsOfTheGrantThatIsThere() {
        startWithSpotify();
        signIn();
        house.close();
        start(Map.of());
        deliver(PID, good());

        assertThat(listen(LAMP, Map.of()).since())
                .containsExactly("available spotify", "statusChanged spotify AUTHORIZED");
    }

    @Test
    void settings_wrongAndGone_areHeardWithoutAndWithWithdrawal() {
        startWithSpotify();
        signIn();
        var notes = listen(LAMP, Map.of());
        notes.since();

        deliver(PID, goodWith("token_endpoint", "not an address"));
        assertThat(notes.since()).containsExactly("statusChanged spotify MISCONFIGURED");
        deliver(PID, good());
        assertThat(notes.since()).containsExactly("statusChanged spotify AUTHORIZED");
        deliver(PID, goodWith("enabled", "false"));
        assertThat(notes.since()).containsExactly("withdrawn spotify", "statusChanged spotify DISABLED");
        deliver(PID, good());
        assertThat(notes.since()).containsExactly("available spotify", "statusChanged spotify AUTHORIZED");
        delete(PID);
        scheduler.pass(ClientsFactory.GRACE);
        assertThat(notes.since()).containsExactly("withdrawn spotify");
    }

    @Test
    void listener_withFilter_hearsOfTheseOnlyAlsoAfterItChanged() {
        startWithSpotify();
        deliver(OTHER, good());
        var properties = new HashMap<String, Object>(Map.of("oauth.client", new String[] {"other"}));
        var notes = new Notes();
        var entry = listen(LAMP, notes, properties);
        assertThat(notes.since()).isNotEmpty().allMatch(word -> word.contains(" other "));

        entry.properties.put("oauth.client", "spotify");
        framework.modify(entry);
        scheduler.settle();

        assertThat(notes.since()).isNotEmpty().allMatch(word -> word.contains(" spotify "));
    }

    @Test
    @Tag("R-099")
    void listener_ofABundleThatMayNotUseTheClient_hearsNothing() {
        startWithSpotify();
        deliver(PID, goodWith("consumers", LAMP));
        var lamp = listen(LAMP, Map.of());
        var greedy = listen("org.example.greedy", Map.of("oauth.client", "spotify"));

        signIn();
        assertThat(lamp.since()).contains("available spotify");
        assertThat(greedy.since()).isEmpty();

        deliver(PID, goodWith("consumers", "org.example.greedy"));
        assertThat(lamp.since()).containsExactly("withdrawn spotify");
        assertThat(greedy.since()).containsExactly("available spotify", "statusChanged spotify AUTHORIZED");
    }

    @Test
    void listener_thatThrows_isToldTheRestAndHarmsNobody() {
        startWithSpotify();
        var calls = new ArrayList<String>();
        listen(
                LAMP,
                new Notes() {
                    @Override
                    public void authorized(String client) {
                        calls.add("authorized");
                        throw new IllegalStateException("cnry");
                    }

                    @Override
                    public void available(String client) {
                        calls.add("available");
                        throw new NoClassDefFoundError();
                    }
                },
                Map.of());
        var notes = listen("org.example.quiet", Map.of());
        notes.since();

        signIn();

        assertThat(calls).containsExactly("authorized", "available");
        assertThat(notes.since()).contains("available spotify");
    }

    @Test
    void listener_always_isCalledOnAGuestThread() {
        startWithSpotify();
        var guests = new ArrayList<Boolean>();
        listen(
                LAMP,
                new OAuthListener() {
                    @Override
                    public void statusChanged(String client, ClientStatus status) {
                        guests.add(onGuestThread);
                    }

                    @Override
                    public void authorized(String client) {
                        guests.add(onGuestThread);
                    }
                },
                Map.of());

        signIn();

        assertThat(guests).hasSize(3).containsOnly(true);
    }

    @Test
    void listener_gone_isToldNothingMore() {
        startWithSpotify();
        var notes = new Notes();
        var entry = listen(LAMP, notes, Map.of());
        notes.since();

        entry.registration.unregister();
        signIn();

        assertThat(notes.since()).isEmpty();
    }

    @Test
    @Tag("R-099")
    void events_forEveryHandler_carryNamesOnly() {
        var posted = new ArrayList<Event>();
        startWithSpotify();
        listenToEvents(posted);

        signIn();
        deliver(PID, goodWith("token_endpoint", "not an address"));

        assertThat(posted)
                .extracting(Event::getTopic)
                .containsExactly(
                        OAuthEvents.AUTHORIZED,
                        OAuthEvents.AVAILABLE,
                        OAuthEvents.TOKEN_ISSUED,
                        OAuthEvents.STATUS_CHANGED,
                        OAuthEvents.STATUS_CHANGED);
        assertThat(posted).allSatisfy(event -> {
            assertThat(event.getProperty(OAuthEvents.CLIENT)).isEqualTo("spotify");
            assertThat(OAuthEvents.CLIENT + " status.code status.audience status.key expires.at scopes")
                    .contains(Arrays.stream(event.getPropertyNames())
                            .filter(name -> !name.equals(EventConstants.EVENT_TOPIC))
                            .toList());
            // No prose: what a person or a provider wrote has blanks.
            assertThat(text(event)).doesNotContain("at-1", "rt-1", "s3cr3t", "http", " ");
        });
        assertThat(posted.get(2).getProperty(OAuthEvents.EXPIRES_AT)).isInstanceOf(Long.class);
        assertThat(posted.get(4).getProperty(OAuthEvents.KEY)).isEqualTo("token_endpoint");
    }

    @Test
    void events_withoutEventAdmin_areMissedByNobody() {
        startWithSpotify();
        signIn();
        var posted = new ArrayList<Event>();
        listenToEvents(posted);
        assertThat(posted).isEmpty();

        admin().forget("spotify");
        scheduler.settle();

        assertThat(posted)
                .extracting(Event::getTopic)
                .containsExactly(OAuthEvents.WITHDRAWN, OAuthEvents.AUTHORIZATION_REQUIRED, OAuthEvents.STATUS_CHANGED);
    }

    @Test
    void status_wordedAnew_isNotAChange() {
        startWithSpotify();
        signIn();
        var notes = listen(LAMP, Map.of());
        notes.since();

        scheduler.pass(Duration.ofHours(3));

        assertThat(notes.since()).isNotEmpty().allMatch(word -> word.equals("tokenIssued spotify"));
    }

    private void listenToEvents(List<Event> posted) {
        framework.register(
                EventAdmin.class.getName(),
                new EventAdmin() {
                    @Override
                    public void postEvent(Event event) {
                        posted.add(event);
                    }

                    @Override
                    public void sendEvent(Event event) {
                        throw new AssertionError("nobody waits for handlers");
                    }
                },
                Map.of());
        scheduler.settle();
    }

    private static String text(Event event) {
        var text = new StringBuilder(event.getTopic());
        for (var name : event.getPropertyNames()) {
            var value = event.getProperty(name);
            text.append(name).append(value instanceof Object[] array ? Arrays.toString(array) : value);
        }
        return text.toString();
    }
}
