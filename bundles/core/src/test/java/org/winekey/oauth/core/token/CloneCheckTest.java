// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Members;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo.PowerCut;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.core.store.MachineIdentity;
import org.winekey.oauth.core.store.MachineMark;
import org.winekey.oauth.core.vault.KeyFile;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** What counts as evidence that a store was copied to this machine, and what happens then. */
@Timeout(60)
final class CloneCheckTest {

    private static final Path UUID = Path.of("/sys/class/dmi/id/product_uuid");
    private static final Path SERIAL = Path.of("/sys/firmware/devicetree/base/serial-number");
    private static final Path NAMED = Path.of("/run/machine");
    private static final Path FOLDER = Path.of("/oauth");
    private static final Path MARK = FOLDER.resolve("winekey.machine");
    private static final Path KEY = Path.of("/etc/key");
    private static final String ONE = "4C4C4544-0051-4A10-8052-B3C04F4E3132\n";
    private static final String OTHER = "4C4C4544-0051-4A10-8052-B3C04F4E9999\n";
    private static final String GRANT_ID = "00000000000000000000000000000001";

    private MemoryStoreIo io = new MemoryStoreIo();
    private @Nullable Path named;

    /** The parts of a started service that matter here. */
    private record Started(FileTokenStore store, Vault vault, CloneNotice notice) {
        private List<String> notices() {
            return notice.now().stream().toList();
        }

        private @Nullable Grant grant(String client) throws Exception {
            var entry = vault.read(client, RecordKind.GRANT);
            return entry.isEmpty() ? null : Grants.decode(entry.get().content());
        }

        private boolean blocked(String client) throws Exception {
            return grant(client).quarantine() != null;
        }
    }

    private Started start() throws IOException {
        var store = FileTokenStore.open(io, FOLDER, new SimulatedEntropy(1));
        try {
            var keys = KeyFile.open(io, KEY, new SimulatedEntropy(2), store.isEmpty());
            var vault = new Vault(store, keys, new SimulatedEntropy(3));
            var mark = new MachineMark(io, FOLDER, store.id());
            var check = new CloneCheck(new Quarantines(vault), mark, SimulatedTime.START);
            return new Started(store, vault, check.run(io, named));
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    /** Starts, looks whether the grants are blocked, and ends. */
    private boolean blocked() throws Exception {
        var started = start();
        var blocked = started.blocked("radio");
        assertThat(started.blocked("heating")).isEqualTo(blocked);
        started.store().close();
        return blocked;
    }

    private void restart() throws IOException {
        start().store().close();
    }

    private void board(Path file, String content) {
        io.plant(file, content.getBytes(UTF_8));
    }

    private String mark() throws IOException {
        return new String(io.content(MARK), US_ASCII);
    }

    private static void signIn(Vault vault, String client) throws IOException {
        vault.write(client, RecordKind.GRANT, null, new RecordVersion(GRANT_ID, 1), Grants.encode(grant()));
    }

    private static Grant grant() {
        return new House().grant(Duration.ZERO, House.HOUR);
    }

    /** A store with two sign-ins, marked by whatever board there is. */
    private void live() throws IOException {
        var started = start();
        signIn(started.vault(), "radio");
        signIn(started.vault(), "heating");
        started.store().close();
    }

    private static byte[] waiting() {
        var members = new LinkedHashMap<String, Object>();
        members.put("format", 1L);
        members.put("grant", Grants.members(grant()));
        members.put("finisher", "192.0.2.7");
        return Json.write(members);
    }

    private static Members waiting(Vault vault) throws Exception {
        return new Members(Json.readObject(
                vault.read("radio", RecordKind.PENDING).orElseThrow().content()));
    }

    @Test
    void otherMachine_whatWaitsForAcceptanceIsBlockedTooAndReleasedWithItsBatch() throws Exception {
        board(UUID, ONE);
        var live = start();
        live.vault().write("radio", RecordKind.PENDING, null, new RecordVersion(GRANT_ID, 1), waiting());
        live.store().close();
        board(UUID, OTHER);

        var started = start();
        var quarantines = new Quarantines(started.vault());
        var held = waiting(started.vault());

        assertThat(Grants.of(held.object("grant")).quarantine()).isNotNull();
        assertThat(held.text("finisher")).isEqualTo("192.0.2.7");
        var batch = quarantines.batches().get(0);
        assertThat(batch.clients()).containsExactly("radio");
        quarantines.release("radio", batch.name());
        assertThat(Grants.of(waiting(started.vault()).object("grant")).quarantine())
                .isNull();
        started.store().close();
    }

    @Test
    void sameMachine_blocksNothing() throws Exception {
        board(UUID, ONE);
        live();
        var mark = mark();

        assertThat(blocked()).isFalse();
        assertThat(blocked()).isFalse();
        assertThat(mark()).isEqualTo(mark);
    }

    @Test
    void otherMachine_putsEveryGrantIntoOneBatch() throws Exception {
        board(UUID, ONE);
        live();
        board(UUID, OTHER);

        var started = start();

        var batches = new Quarantines(started.vault()).batches();
        assertThat(batches).singleElement().satisfies(batch -> {
            assertThat(batch.clients()).containsExactly("heating", "radio");
            assertThat(batch.name()).matches("clone-[0-9a-f]{6}");
            assertThat(batch.since()).isEqualTo(SimulatedTime.START);
        });
        assertThat(started.notices())
                .singleElement()
                .asString()
                .contains("oauth:release " + batches.get(0).name());
        assertThat(started.grant("radio").copied()).isTrue();
    }

    @Test
    void otherMachine_oneFileUnreadable_withholdsThatGrantAndHoldsTheOthers() throws Exception {
        board(UUID, ONE);
        live();
        var mark = mark();
        board(UUID, OTHER);
        io.makeUnreadable(FOLDER.resolve("radio.slots"));

        var started = start();

        io.heal();
        assertThat(started.blocked("heating")).isTrue();
        assertThat(started.notices()).singleElement().asString().contains("[radio]", "mend the disk, then start again");
        assertThatThrownBy(() -> started.grant("radio")).hasMessageContaining("could not be put into quarantine");
        assertThat(new Quarantines(started.vault()).batches())
                .as("the others can still be released")
                .singleElement()
                .satisfies(batch -> assertThat(batch.clients()).containsExactly("heating"));
        assertThat(mark()).as("the next start tries again").isEqualTo(mark);
        started.store().close();
        assertThat(blocked()).isTrue();
        assertThat(mark()).isNotEqualTo(mark);
    }

    @Test
    void otherMachine_withheldGrantForgotten_isWithheldNoMore() throws Exception {
        board(UUID, ONE);
        live();
        board(UUID, OTHER);
        io.makeUnreadable(FOLDER.resolve("radio.slots"));
        var started = start();
        io.heal();

        started.vault().remove("radio");
        signIn(started.vault(), "radio");

        assertThat(started.blocked("radio")).isFalse();
    }

    @Test
    void otherMachine_onceReleased_isThisMachineFromThenOn() throws Exception {
        board(UUID, ONE);
        live();
        board(UUID, OTHER);
        var started = start();
        var quarantines = new Quarantines(started.vault());
        var batch = quarantines.batches().get(0).name();
        assertThat(quarantines.release("radio", batch)).isTrue();
        assertThat(quarantines.release("heating", batch)).isTrue();
        signIn(started.vault(), "lamp");
        started.store().close();

        var again = start();

        assertThat(again.blocked("radio")).isFalse();
        assertThat(again.blocked("lamp")).isFalse();
        assertThat(again.notices()).isEmpty();
    }

    @Test
    void otherMachine_notice_goesWithTheLastGrantOfTheBatch() throws Exception {
        board(UUID, ONE);
        live();
        board(UUID, OTHER);
        var started = start();
        var quarantines = new Quarantines(started.vault());
        var batch = quarantines.batches().get(0).name();

        assertThat(quarantines.release("heating", batch)).isTrue();
        assertThat(started.notices()).hasSize(1);
        started.vault().remove("radio");
        assertThat(started.notices()).isEmpty();
    }

    @Test
    void otherMachine_storeRefuses_keepsTheNotice() throws Exception {
        board(UUID, ONE);
        live();
        board(UUID, OTHER);
        var started = start();

        started.store().close();

        assertThat(started.notices()).hasSize(1);
    }

    @Test
    void otherMachine_grantInQuarantineAlready_staysInItsBatch() throws Exception {
        board(UUID, ONE);
        live();
        board(UUID, OTHER);
        restart();
        board(UUID, ONE);

        var started = start();

        assertThat(new Quarantines(started.vault()).batches())
                .singleElement()
                .satisfies(batch -> assertThat(batch.clients()).hasSize(2));
    }

    @Test
    void otherMachine_emptyStore_isMarkedAnew() throws Exception {
        board(UUID, ONE);
        restart();
        board(UUID, OTHER);

        assertThat(start().notices()).isEmpty();
    }

    @Test
    void noIdentity_ever_blocksNothingAndMarksNothing() throws Exception {
        live();

        assertThat(blocked()).isFalse();
        assertThat(io.exists(MARK)).isFalse();
    }

    @Test
    void identity_vanishes_blocksNothingAndKeepsTheMark() throws Exception {
        board(UUID, ONE);
        live();
        var mark = mark();
        io.delete(UUID);

        assertThat(blocked()).isFalse();
        assertThat(mark()).isEqualTo(mark);
        board(UUID, ONE);
        assertThat(blocked()).isFalse();
    }

    @Test
    void identity_appearsLater_marksAndBlocksNothing() throws Exception {
        live();
        board(SERIAL, "100000003d1d1c36\0");

        assertThat(blocked()).isFalse();
        assertThat(io.exists(MARK)).isTrue();
        assertThat(blocked()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "\0\0", "00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"
            })
    void identity_thatEveryBoardHas_isNone(String content) throws Exception {
        board(UUID, ONE);
        live();
        board(UUID, content);

        assertThat(blocked()).isFalse();
        board(UUID, ONE);
        assertThat(blocked()).isFalse();
    }

    @Test
    void identity_writtenDifferently_isTheSame() throws Exception {
        board(UUID, ONE);
        live();
        board(UUID, "  4c4c4544-0051-4a10-8052-b3c04f4e3132\0");

        assertThat(blocked()).isFalse();
    }

    @Test
    void identity_tooLong_isNone() throws Exception {
        board(UUID, ONE);
        live();
        board(UUID, "ab".repeat(5000));

        assertThat(blocked()).isFalse();
    }

    @Test
    void sources_changePlaces_isNoEvidence() throws Exception {
        board(UUID, ONE);
        live();
        io.delete(UUID);
        board(SERIAL, "100000003d1d1c36\0");
        assertThat(blocked()).isFalse();
        board(UUID, ONE);
        assertThat(blocked()).isFalse();

        named = NAMED;
        board(NAMED, "the kitchen");
        assertThat(blocked()).isFalse();
        named = null;
        assertThat(blocked()).isFalse();
    }

    @Test
    void machineFile_changed_isEvidence() throws Exception {
        named = NAMED;
        board(UUID, ONE);
        board(NAMED, "the kitchen");
        live();
        board(UUID, OTHER);
        assertThat(blocked()).isFalse();

        board(NAMED, "the cellar");
        assertThat(blocked()).isTrue();
    }

    @Test
    void machineFile_anotherOne_isNoEvidence() throws Exception {
        named = NAMED;
        board(NAMED, "the kitchen");
        live();
        named = Path.of("/run/other");
        board(named, "the cellar");

        assertThat(blocked()).isFalse();
    }

    @Test
    void machineFile_missing_saysSoAndAsksNoBoard() throws Exception {
        board(UUID, ONE);
        live();
        board(UUID, OTHER);
        named = NAMED;

        var started = start();

        assertThat(started.blocked("radio")).isFalse();
        assertThat(started.notices()).singleElement().asString().contains("machine_file /run/machine");
    }

    @Test
    void mark_saysNothingOfTheMachine() throws Exception {
        named = NAMED;
        board(NAMED, "kitchen-serial-77");
        live();

        assertThat(mark())
                .matches("winekey-machine 1 [0-9a-f]{16} [0-9a-f]{64} [0-9a-f]{8}\n")
                .doesNotContain("kitchen", "77-");
        assertThat(io.list(FOLDER)).noneMatch(file -> file.toString().endsWith(".new"));
    }

    @Test
    void mark_besideAnotherStore_isAnother() throws Exception {
        board(UUID, ONE);
        live();
        var first = mark();
        var second = new MemoryStoreIo();
        second.plant(UUID, ONE.getBytes(UTF_8));
        new MachineMark(second, FOLDER, "another store")
                .write(MachineIdentity.read(second, null).orElseThrow());

        assertThat(new String(second.content(MARK), US_ASCII)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "winekey-machine 1 ", "winekey-store 1 00 00\n"})
    void mark_garbage_isMadeAnewAndBlocksNothing(String content) throws Exception {
        board(UUID, ONE);
        live();
        var mark = mark();
        board(MARK, content);
        board(UUID, ONE);

        assertThat(blocked()).isFalse();
        assertThat(mark()).isEqualTo(mark);
    }

    @Test
    void mark_everyByteDamaged_isNoEvidence() throws Exception {
        board(UUID, ONE);
        live();
        var mark = io.content(MARK);

        for (var at = 0; at < mark.length; at++) {
            var damaged = mark.clone();
            damaged[at] ^= 1;
            io.plant(MARK, damaged);
            assertThat(blocked()).as("byte %s", at).isFalse();
        }
    }

    @Test
    void mark_missing_isAdopted() throws Exception {
        board(UUID, ONE);
        live();
        io.delete(MARK);
        board(UUID, OTHER);

        assertThat(blocked()).isFalse();
        board(UUID, ONE);
        assertThat(blocked()).isTrue();
    }

    @Test
    void mark_ofALaterVersion_isLeftAloneAndBlocksNothing() throws Exception {
        board(UUID, ONE);
        live();
        board(MARK, "winekey-machine 2 whatever comes\n");

        assertThat(blocked()).isFalse();
        assertThat(mark()).isEqualTo("winekey-machine 2 whatever comes\n");
    }

    @Test
    void keyMissing_withEvidence_isLockedAndTheMarkStays() throws Exception {
        board(UUID, ONE);
        live();
        var key = io.content(KEY);
        var mark = mark();
        board(UUID, OTHER);
        io.delete(KEY);

        assertThatThrownBy(this::start).isInstanceOf(LockedException.class);

        assertThat(mark()).isEqualTo(mark);
        io.plant(KEY, key);
        assertThat(blocked()).isTrue();
    }

    @Test
    void grantThatCannotBeRead_keepsNobodyFromTheQuarantine() throws Exception {
        board(UUID, ONE);
        live();
        board(FOLDER.resolve("attic.slots"), "x".repeat(40_000));
        board(UUID, OTHER);

        assertThat(blocked()).isTrue();
    }

    @Test
    void marking_powerCutAtEveryCall_neverLeavesAGrantFree() throws Exception {
        var calls = callsOfAStartWithEvidence();

        for (var call = 1; call <= calls; call++) {
            for (var chance = 0; chance < 6; chance++) {
                copied();
                io.cutAt(call);
                try {
                    start();
                } catch (PowerCut e) {
                    // As planned.
                }
                io.reboot(new Random(call * 100L + chance));
                assertThat(blocked()).as("cut at call %s", call).isTrue();
                assertThat(blocked()).isTrue();
            }
        }
    }

    @Test
    void marking_diskFailsAtEveryCall_isQuarantineNowOrAtTheNextStart() throws Exception {
        var calls = callsOfAStartWithEvidence();
        var now = 0;

        for (var call = 1; call <= calls; call++) {
            copied();
            io.failAt(call);
            now += blockedOrNotOpen() ? 1 : 0;
            io.heal();
            io.reboot(new Random(call));
            assertThat(blocked()).as("failure at call %s", call).isTrue();
        }
        // The machine's identity and the mark, each read once, and whether there is a mark.
        assertThat(now).isEqualTo(calls - 3);
    }

    private boolean blockedOrNotOpen() throws Exception {
        try {
            return start().blocked("radio");
        } catch (IOException e) {
            return true;
        }
    }

    private int callsOfAStartWithEvidence() throws IOException {
        copied();
        var before = io.calls();
        restart();
        return io.calls() - before;
    }

    private void copied() throws IOException {
        io = new MemoryStoreIo();
        board(UUID, ONE);
        live();
        board(UUID, OTHER);
    }

    @Test
    void adopting_diskFailsAtEveryCall_blocksNothing() throws Exception {
        for (var call = 1; call <= 60; call++) {
            io = new MemoryStoreIo();
            live();
            board(UUID, ONE);
            io.failAt(call);
            try {
                start().store().close();
            } catch (IOException e) {
                // The store itself did not open.
            }
            io.heal();
            io.reboot(new Random(call));
            assertThat(blocked()).as("failure at call %s", call).isFalse();
        }
    }

    @Test
    void adopting_powerCutAtEveryCall_blocksNothing() throws Exception {
        for (var call = 1; call <= 60; call++) {
            io = new MemoryStoreIo();
            live();
            board(UUID, ONE);
            io.cutAt(call);
            try {
                start();
            } catch (PowerCut e) {
                // As planned.
            }
            io.reboot(new Random(call));
            assertThat(blocked()).as("cut at call %s", call).isFalse();
        }
    }
}
