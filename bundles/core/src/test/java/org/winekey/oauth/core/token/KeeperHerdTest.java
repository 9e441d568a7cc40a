// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;

/** A house full of clients wakes up with every token expired. */
@Timeout(20)
final class KeeperHerdTest {

    private static final String HOST = "as.example";
    private static final int CLIENTS = 50;

    private final Street street = new Street();

    /** Client 49 expired longest ago. */
    private static String name(int number) {
        return "c" + (100 + number);
    }

    private static List<String> names() {
        return IntStream.range(0, CLIENTS).mapToObj(KeeperHerdTest::name).toList();
    }

    private static Duration age(int number) {
        return Duration.ofHours(2).plusMinutes(number);
    }

    private void powerOn() {
        for (var number = 0; number < CLIENTS; number++) {
            street.client(name(number), HOST, age(number));
        }
    }

    private boolean recovered() {
        return names().stream().allMatch(name -> street.keepers.keeper(name).token() instanceof Granted);
    }

    private void askAll() {
        var shuffled = new ArrayList<>(names());
        Collections.shuffle(shuffled, new Random(4));
        shuffled.forEach(street::ask);
    }

    @Test
    void powerOn_allAwaited_isNoFloodAndAllRecoverWithinAMinute() {
        powerOn();

        askAll();
        street.pass(Duration.ofSeconds(60));

        assertThat(street.sent).hasSize(CLIENTS);
        assertThat(street.busiestSecond(HOST)).isBetween(4, 5);
        assertThat(recovered()).isTrue();
        assertThat(street.sent).hasSize(CLIENTS);
    }

    @Test
    void powerOn_nobodyWaits_isNoFloodAndAllRecoverWithinAMinute() {
        powerOn();

        street.pass(Duration.ofSeconds(60));

        assertThat(street.busiestSecond(HOST)).isLessThanOrEqualTo(5);
        assertThat(recovered()).isTrue();
        assertThat(street.sent).hasSize(CLIENTS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void outage_ofADay_costsEachOfFiftyAtMost110RequestsAndIsOverWithinItsLongestWait(boolean awaited) {
        powerOn();
        street.pass(Duration.ofSeconds(60));
        street.away = true;
        int before = street.sent.size();

        for (var minute = 0; minute < 1440; minute++) {
            if (awaited) {
                askAll();
            }
            street.pass(Duration.ofMinutes(1));
        }
        int most = mostOfOne(before);
        street.away = false;
        street.pass(Duration.ofMinutes(15).plusSeconds(11));

        assertThat(most).isBetween(96, 110);
        assertThat(recovered()).isTrue();
    }

    /** The most requests that one client has sent since then. */
    private int mostOfOne(int before) {
        var each = new HashMap<String, Integer>();
        street.sent.stream().skip(before).forEach(one -> each.merge(one.refreshToken(), 1, Integer::sum));
        return Collections.max(each.values());
    }

    @Test
    void powerOn_thoseInTheQueue_areCounted() {
        powerOn();

        askAll();

        var queued = names().stream()
                .mapToLong(name -> street.keepers.keeper(name).counted().queued())
                .sum();
        assertThat(queued).isGreaterThan(CLIENTS - 5);
        assertThat(street.keepers.waiting()).isEqualTo((int) queued);
        street.pass(Duration.ofSeconds(60));
        assertThat(street.keepers.waiting()).isZero();
    }

    @Test
    void powerOn_whoseTokenEndedFirstGoesFirst() {
        powerOn();

        askAll();
        street.pass(Duration.ofSeconds(60));

        var queued = street.order().subList(2, CLIENTS);
        assertThat(queued).isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void powerOn_whoIsAwaitedGoesBeforeWhoIsNot() {
        powerOn();
        street.ask(name(48));
        street.ask(name(47));
        street.pass(Duration.ofSeconds(2));
        var ahead = street.sent.size();
        assertThat(ahead).isLessThan(CLIENTS / 2);

        var late =
                names().stream().filter(name -> !street.order().contains(name)).findFirst();
        street.ask(late.orElseThrow());
        street.pass(Turnstile.STEP.multipliedBy(2));

        assertThat(street.order().subList(ahead, street.sent.size())).contains(late.orElseThrow());
    }

    @Test
    void anotherHost_isNotInTheWay() {
        powerOn();
        street.client("other", "elsewhere.example", Duration.ofHours(2));
        askAll();

        street.ask("other");

        assertThat(street.order()).contains("other");
    }

    @Test
    void oneClient_isSentInTheSameMoment() {
        street.client("alone", HOST, Duration.ofHours(2));
        var before = street.house.time.nanos();

        street.ask("alone");

        assertThat(street.sent).hasSize(1);
        assertThat(street.sent.get(0).nanos()).isEqualTo(before);
    }

    @Test
    @Tag("R-064")
    void askedAgainWhileItWaitsForItsTurn_isSentOnce() {
        powerOn();
        askAll();
        assertThat(street.order()).doesNotContain(name(0));

        for (var again = 0; again < 10; again++) {
            street.ask(name(0));
            street.pass(Duration.ofMillis(100));
        }
        street.pass(Duration.ofMinutes(1));

        assertThat(Collections.frequency(street.order(), name(0))).isEqualTo(1);
        assertThat(street.sent).hasSize(CLIENTS);
    }

    @Test
    void waitsForItsTurn_callersAreBackByTheirDeadline() {
        powerOn();
        askAll();
        street.keepers.tokenTimeout(Duration.ofSeconds(1));
        var before = street.house.time.nanos();

        var result = street.keepers.keeper(name(0)).token();

        assertThat(result).isInstanceOf(Unavailable.class);
        assertThat(Duration.ofNanos(street.house.time.nanos() - before)).isEqualTo(Duration.ofSeconds(1));
        assertThat(street.order()).doesNotContain(name(0));
        street.pass(Duration.ofMinutes(1));
        assertThat(street.keepers.keeper(name(0)).token()).isInstanceOf(Granted.class);
    }

    @Test
    void forgottenWhileTheyWaitForTheirTurn_areNotSentAndKeepNobodyWaiting() throws Exception {
        powerOn();
        askAll();
        street.keepers.tokenTimeout(Duration.ofSeconds(10));

        for (var name : names()) {
            street.keepers.keeper(name).forget();
        }
        street.client("later", HOST, Duration.ofMinutes(70));
        street.pass(Duration.ofMillis(10_500));

        assertThat(street.order()).hasSize(3).contains("later");
        assertThat(street.keepers.keeper(name(0)).token()).isInstanceOf(SignInRequired.class);
    }

    @Test
    void disabledWhileItWaitsForItsTurn_isNotSentUntilItIsEnabled() {
        powerOn();
        askAll();

        street.keepers.configure(name(0), new ClientTerms.Disabled());
        street.pass(Duration.ofMinutes(1));
        assertThat(street.order()).doesNotContain(name(0)).hasSize(CLIENTS - 1);

        street.keepers.configure(name(0), new ClientTerms.Ready(street.registration(name(0), HOST)));
        street.pass(Duration.ofSeconds(2));
        assertThat(street.order()).contains(name(0));
    }

    @Test
    @Tag("R-064")
    void settingsSavedAgainAndAgainWhileItWaitsForItsTurn_isOneFlightWithOnePlace() {
        powerOn();
        askAll();

        for (var save = 0; save < 40; save++) {
            street.keepers.configure(name(0), new ClientTerms.Ready(street.registration(name(0), HOST)));
            street.house.scheduler.settle();
        }
        street.pass(Turnstile.STEP.multipliedBy(CLIENTS));

        assertThat(street.order()).hasSize(CLIENTS).doesNotHaveDuplicates();
    }

    @Test
    void closedWhileTheyWaitForTheirTurn_nothingMoreIsSentAndTheCloseDoesNotWait() {
        powerOn();
        askAll();
        street.pass(Duration.ofMillis(100));
        var sent = street.sent.size();
        var before = street.house.time.nanos();

        street.keepers.close();

        assertThat(street.house.time.nanos()).isEqualTo(before);
        street.pass(Duration.ofMinutes(5));
        assertThat(street.sent).hasSize(sent);
    }

    @Test
    void releasedAllAtOnce_isNoFlood() throws Exception {
        for (var number = 0; number < CLIENTS; number++) {
            street.copiedClient(name(number), HOST, age(number), "copy");
        }
        street.house.scheduler.settle();

        street.keepers.release("copy");
        street.pass(Duration.ofSeconds(10));

        assertThat(street.order()).hasSize(CLIENTS);
        assertThat(street.busiestSecond(HOST)).isLessThanOrEqualTo(5);
    }

    @Test
    void person_doesNotQueue() {
        powerOn();
        askAll();
        street.keepers.tokenTimeout(Duration.ofSeconds(10));
        assertThat(street.order()).doesNotContain(name(0));

        street.keepers.keeper(name(0)).refreshNow();

        assertThat(street.order()).contains(name(0)).hasSizeLessThan(6);
        street.pass(Duration.ofMinutes(1));
        assertThat(street.sent).hasSize(CLIENTS);
    }
}
