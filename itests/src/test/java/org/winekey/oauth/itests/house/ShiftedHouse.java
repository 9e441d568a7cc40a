// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.FelixProcess;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.itests.support.WallClock;

/**
 * A plain Felix with a wall clock of its own and two signed-in clients: a calm one, whose tokens live for half an
 * hour, and a busy one, whose tokens live for seconds. Not thread-safe.
 */
final class ShiftedHouse implements AutoCloseable {
    /** Refreshes only when it is told to, or when it believes that its token has grown old. */
    static final String CALM = "calm";

    private static final String BUSY = "busy";
    private static final Keycloak.Client CALM_REGISTRATION = Keycloak.SECOND;
    private static final Duration CALM_LIFE = Duration.ofMinutes(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern JUMP = Pattern.compile(
            "<time datetime=\"([^\"]+)\">[^<]*</time> <span lang=\"en\">the clock of this machine jumped");

    private final TokenRelay relay = new TokenRelay(Keycloak.shared().tokenEndpoint());
    private final PlainHouse house;
    private final WallClock clock;
    private Duration apart = Duration.ZERO;
    private long jumps;
    private long asked;
    private String session = "";
    private final String busySession;

    /** On this JDK, started, at the real time. */
    ShiftedHouse(Path java) {
        var name = "clock-" + FelixProcess.javaVersion(java);
        house = new PlainHouse(name, java);
        clock = new WallClock(Path.of("target/house", name, "wall-clock"));
        house.felix().wallClock(clock);
        try {
            busySession = start();
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    /** Returns the session of the busy client. */
    private String start() {
        Keycloak.shared().setAccessTokenLifespan(CALM_REGISTRATION, CALM_LIFE);
        house.client(
                CALM, CALM_REGISTRATION, Map.of("token_endpoint", relay.uri().toString()));
        house.client(BUSY, Keycloak.SHORT, Map.of());
        house.startWith(FelixProcess.needed());
        signIn();
        house.operator().signIn(BUSY, ANNA);
        return house.probe().awaitToken(BUSY).session();
    }

    /** Sets its clock this far from the real time. */
    void jump(Duration to) {
        noteJump(to);
        clock.set(to);
    }

    /** Has its clock jump while the provider's answer to the next request is on its way. */
    void jumpAtTheProvider(Duration to) {
        noteJump(to);
        relay.meanwhile(() -> clock.set(to));
    }

    private void noteJump(Duration to) {
        apart = to;
        jumps++;
    }

    /** A whole sign-in of the calm client. */
    void signIn() {
        signIn(() -> {});
    }

    /** The same while this happens when the person is at the provider. */
    void signIn(Runnable meanwhile) {
        var operator = house.operator();
        var authorization = operator.depart(operator.authenticate(CALM));
        meanwhile.run();
        asked++;
        assertThat(operator.arrive(operator.signInAtKeycloak(authorization, ANNA)))
                .contains("Signed in");
        session = Await.value(
                "a token of the new grant",
                PATIENCE,
                () -> Optional.of(house.probe().awaitToken(CALM).session()).filter(found -> !found.equals(session)));
    }

    /** A person has the token of the calm client refreshed. */
    void refresh() {
        asked++;
        assertThat(house.operator().refresh(CALM)).contains("is well");
    }

    /** Stops it and starts it when its clock is this far from the real time. */
    void restart(Duration to) {
        house.felix().stop();
        jump(to);
        house.restart();
    }

    /** When the house noticed last that its clock had jumped, by that clock. */
    String lastNotice() {
        return JUMP.matcher(house.operator().page(CALM))
                .results()
                .map(notice -> notice.group(1))
                .findFirst()
                .orElse("none");
    }

    /** Waits until it has noticed another jump than at that moment. */
    void awaitOtherNotice(String than) {
        Await.until("the jump is noticed", PATIENCE, () -> !lastNotice().equals(than));
    }

    /** Fails unless its clock is where it was set and both clients have tokens that the provider honours. */
    void requireWell() {
        assertThat(Duration.between(Instant.now().plus(apart), house.wallClock())
                        .abs())
                .isLessThan(Duration.ofMinutes(1));
        requireTokens();
        assertThat(house.introspectedToken(CALM)).containsEntry("active", true);
        requireNextTokenOfTheBusyOne();
    }

    /** Fails unless both clients have tokens of their grants. */
    void requireTokens() {
        assertThat(house.probe().awaitToken(CALM).session()).isEqualTo(session);
        assertThat(house.probe().awaitToken(BUSY).session()).isEqualTo(busySession);
    }

    private void requireNextTokenOfTheBusyOne() {
        var before = house.probe().awaitToken(BUSY);
        Await.until(
                "the next token of the busy client",
                PATIENCE,
                () -> !house.probe().awaitToken(BUSY).equals(before));
        assertThat(house.introspectedToken(BUSY)).containsEntry("active", true);
    }

    /** How often its clock has jumped. */
    long jumps() {
        return jumps;
    }

    /** Requests of the calm client that nobody had asked for. */
    long extraRequests() {
        return relay.requests() - asked;
    }

    @Override
    public void close() {
        house.close();
        relay.close();
        Keycloak.shared().restoreClients();
    }
}
