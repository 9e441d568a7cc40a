// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.store.Disk;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.token.SeamFaults.Mishap;
import org.winekey.oauth.core.token.SeamFaults.Seam;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;

/**
 * Fail-the-n-th for transport, scheduler and entropy, exhaustive for single faults; the disk has its own in the crash
 * programmes. A life of the engine is led once to count its calls, and then once for each call and each way to fail. No
 * grant is lost, no refresh token is sent beside another, nobody gets an exception, and all heals by itself.
 */
@Timeout(120)
final class SeamFaultsTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    static Stream<Mishap> mishaps() {
        var endings = Stream.of(Fault.values())
                .flatMap(fault -> Stream.of(Mishap.ending(false, fault), Mishap.ending(true, fault)));
        return Stream.concat(
                endings,
                Stream.of(
                        SeamFaults.SEND_THROWS,
                        SeamFaults.SEND_FAILS,
                        SeamFaults.SEND_NEVER_ENDS,
                        SeamFaults.EXECUTE_REFUSED,
                        SeamFaults.AFTER_LOST,
                        SeamFaults.AWAIT_INTERRUPTED,
                        SeamFaults.ENTROPY_THROWS));
    }

    @ParameterizedTest
    @MethodSource("mishaps")
    @Tag("R-064")
    @Tag("R-068")
    @Tag("R-098")
    void anyCall_failsOnce_costsNothingThatDoesNotHeal(Mishap mishap) throws IOException {
        var complaints = new ArrayList<String>();
        var calls = callsOfAWholeLife(mishap.seam());

        for (var call = 1; call <= calls; call++) {
            var life = new Life();
            life.seams.plan(mishap, call);
            life.lead();
            var number = call;
            life.complaints.forEach(complaint -> complaints.add("call " + number + ": " + complaint));
        }

        assertThat(complaints).isEmpty();
    }

    @Test
    void life_withoutAFault_callsEverySeam() throws IOException {
        var life = new Life();

        life.lead();

        assertThat(life.complaints).isEmpty();
        assertThat(life.seams.calls(Seam.SEND)).isBetween(5, 30);
        assertThat(Stream.of(Seam.values()).map(life.seams::calls)).allMatch(count -> count > 3);
    }

    private static int callsOfAWholeLife(Seam seam) throws IOException {
        var life = new Life();
        life.lead();
        return life.seams.calls(seam);
    }

    /** Start, refreshes, a person's refresh, a 401, other settings, a restart with an expired token, forgetting. */
    private static final class Life {
        private final SimulatedTime time = new SimulatedTime();
        private final SimulatedScheduler scheduler = new SimulatedScheduler(time);
        private final SeamFaults seams = new SeamFaults();
        private final MemoryStoreIo io = new MemoryStoreIo();
        private final FakeProvider provider =
                new FakeProvider(scheduler, time).lifetime("60").rotating(false);
        private final List<String> complaints = new ArrayList<>();
        private final Vault vault;
        private Keepers keepers;

        private Life() throws IOException {
            var store = FileTokenStore.open(io, Disk.FOLDER, new SimulatedEntropy(1));
            var keys = KeyFile.open(io, Disk.KEY, new SimulatedEntropy(2), true);
            vault = new Vault(store, keys, seams.entropy(new SimulatedEntropy(3)));
            House.signIn(vault, time.now(), Duration.ofSeconds(60));
            seams.start();
            keepers = start();
        }

        private Keepers start() {
            var started = new Keepers(
                    vault,
                    seams.transport(provider),
                    time,
                    seams.scheduler(scheduler),
                    seams.entropy(new SimulatedEntropy(4)));
            started.started();
            started.configure(House.CLIENT, new ClientTerms.Ready(House.registration()));
            scheduler.settle();
            return started;
        }

        private Keeper keeper() {
            return keepers.keeper(House.CLIENT);
        }

        private void lead() throws IOException {
            step("refreshes", () -> live(Duration.ofMinutes(2)));
            step("a person's wish", () -> keeper().refreshNow());
            step("a 401", () -> {
                if (keeper().token() instanceof Granted granted) {
                    keeper().rejected(granted.token());
                }
                live(Duration.ofSeconds(5));
            });
            step("other settings", () -> {
                keepers.configure(House.CLIENT, new ClientTerms.Ready(House.registration("id-1", "other")));
                live(Duration.ofSeconds(5));
            });
            step("a restart", () -> {
                keepers.abandon();
                scheduler.pass(Duration.ofMinutes(5));
                keepers = start();
                live(Duration.ofSeconds(5));
            });
            seams.stop();
            healed();
            seams.start();
            step("forgetting", this::forget);
        }

        private void live(Duration span) {
            for (var passed = Duration.ZERO; passed.compareTo(span) < 0; passed = passed.plusSeconds(5)) {
                var unused = keeper().token();
                scheduler.pass(Duration.ofSeconds(5));
            }
        }

        private void healed() throws IOException {
            scheduler.pass(QUARTER);
            var result = keeper().token();
            if (!(result instanceof Granted)) {
                complaints.add("not healed: " + result + ", " + keeper().status());
            }
            if (provider.mostInFlight() > 1) {
                complaints.add("two refreshes beside each other");
            }
            if (vault.read(House.CLIENT, RecordKind.GRANT).isEmpty()) {
                complaints.add("the grant is lost");
            }
        }

        private void forget() {
            try {
                keeper().forget();
            } catch (IOException e) {
                // Said to the caller; it is tried again.
            }
            scheduler.pass(QUARTER);
            if (keeper().token() instanceof Granted) {
                complaints.add("handed out after forgetting");
            }
        }

        private void step(String name, Runnable step) {
            try {
                step.run();
            } catch (RuntimeException e) {
                complaints.add(name + " threw " + e);
            }
        }
    }
}
