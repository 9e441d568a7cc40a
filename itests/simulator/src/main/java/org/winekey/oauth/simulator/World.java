// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.simulator.HostileProvider.Served;
import org.winekey.oauth.spi.RecordKind;

/** One controller with its ten clients and their providers: everything follows from the seed. Not thread-safe. */
final class World {

    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final int MOST_DOUBLINGS = 3;

    private static final @Nullable String WATCHED = System.getProperty("simulator.watch");

    private final long seed;
    private final Bug bug;
    private final Tally tally = new Tally();
    private final Trace trace = new Trace();
    private final Stage stage = new Stage(trace);
    private final SplittableRandom chance;
    private final Answers answers;
    private final Oracle oracle = new Oracle(this);
    private final DiskHealth disk = new DiskHealth(this);
    private final List<Client> clients;
    private final Set<Exchange> out = new LinkedHashSet<>();
    private final Person person;
    private final Fate fate;

    private MemoryStoreIo io = new MemoryStoreIo();
    private @Nullable Incarnation process;
    private @Nullable Engine engine;
    private int processes;
    private int refusals;
    private long wellFrom;
    private long restlessUntil;
    private boolean powerCut;
    private int moreKills;

    World(long seed, Bug bug) {
        this.seed = seed;
        this.bug = bug;
        this.chance = new SplittableRandom(seed);
        this.answers = new Answers(chance.split());
        this.clients = Clients.ten();
        this.person = new Person(this, chance.split());
        this.fate = new Fate(this, person, chance.split());
    }

    /** Lives so many days. */
    Tally live(int days) {
        begin();
        var more = true;
        while (more) {
            more = stage.runNext(days * DAY);
        }
        tally.days += days;
        tally.clientDays += (long) days * clients.size();
        tally.events += trace.events();
        return tally;
    }

    /** Lives until a rule is broken, but no longer than so many days (empty: none was). */
    Optional<String> liveUntilViolation(int most) {
        begin();
        var more = true;
        while (more && tally.violations == 0) {
            more = stage.runNext(most * DAY);
        }
        return tally.firstViolations.stream().findFirst();
    }

    private void begin() {
        boot();
        fate.begin();
        clients.forEach(client -> stage.after(chance.nextLong(600 * SECOND), () -> person.settleIn(client)));
        clients.forEach(client -> new Caller(this, client, person, chance.split()).begin());
    }

    long fingerprint() {
        return trace.hash();
    }

    Bug bug() {
        return bug;
    }

    Tally tally() {
        return tally;
    }

    Trace trace() {
        return trace;
    }

    Stage stage() {
        return stage;
    }

    SplittableRandom chance() {
        return chance;
    }

    Answers answers() {
        return answers;
    }

    Oracle oracle() {
        return oracle;
    }

    DiskHealth disk() {
        return disk;
    }

    List<Client> clients() {
        return clients;
    }

    /** Prints what happens to a client that is watched: {@code -Dsimulator.watch=client-3}. */
    void note(String who, Supplier<String> what) {
        if (WATCHED != null && (who.equals(WATCHED) || who.isEmpty())) {
            System.out.println(stage.truth() + " " + what.get());
        }
    }

    void hit(Mishap fault) {
        tally.hit(fault);
        trace.mix(fault.name());
    }

    void violation(String what) {
        trace.mix(what.hashCode());
        tally.violation("seed " + seed + ", day " + stage.now() / DAY + " (" + stage.wall() + "): " + what);
    }

    /** The running process with an open store (null: there is none, or the machine sleeps). */
    @Nullable
    Engine running() {
        var present = process;
        return present == null || present.dead() || stage.asleep() ? null : engine;
    }

    @Nullable
    Incarnation process() {
        return process;
    }

    Client clientAt(@Nullable String host) {
        var parts = String.valueOf(host).split("-", -1);
        return clients.get(Integer.parseInt(parts[1]));
    }

    void atSend(Client client) {
        person.atSend(client);
    }

    void out(Exchange exchange) {
        out.add(exchange);
    }

    void landed(Exchange exchange) {
        out.remove(exchange);
    }

    /** Since when machine, clock and disk have been well. */
    long wellFrom() {
        return wellFrom;
    }

    boolean diskWellFor(Client client) {
        return disk.well() && stage.now() > wellFrom;
    }

    /** Something that concerns every client is not well until then. */
    void troubled(Mishap by, long until) {
        note("", () -> by + " until " + Stage.START.plusNanos(until));
        wellFrom = Math.max(wellFrom, until);
        trace.mix(by.name());
        trace.mix(until);
    }

    /** A clock moves on its own now, so beats matter. */
    void shaken() {
        restlessUntil = stage.now() + 60 * SECOND;
        clients.forEach(client -> client.doubtful = true);
        var present = process;
        if (present != null && !present.dead()) {
            present.hasten();
        }
    }

    boolean restless() {
        return stage.now() < restlessUntil;
    }

    void setClock(Duration error) {
        note("", () -> "the clock is off by " + error);
        // A jump ahead may look like a sleep that a Retry-After did not outlast.
        clients.forEach(client -> client.notBefore = 0);
        stage.setError(error);
        shaken();
    }

    /** The process dies at one of its next steps, with the power or alone. */
    void killWithin(int steps, boolean withPower) {
        var present = process;
        if (present != null && !present.dead()) {
            powerCut = withPower;
            present.killWithin(steps);
        }
    }

    void killAgain(int times) {
        moreKills = times;
    }

    /** Called when the process is dead. */
    void died(Incarnation dead) {
        trace.mix(dead.number(), 77);
        note("", () -> "process " + dead.number() + " dies" + (powerCut ? " with the power" : ""));
        engine = null;
        clients.forEach(Client::processDied);
        out.forEach(Exchange::clientDied);
        out.clear();
        tally.kills += powerCut ? 0 : 1;
        tally.powerCuts += powerCut ? 1 : 0;
        io = powerCut ? io.afterPowerCut(chance) : io.afterKill();
        if (powerCut) {
            stage.wake();
            disk.heal();
        }
        powerCut = false;
        troubled(Mishap.PROCESS_KILLED, stage.now());
        stage.after(
                moreKills > 0 ? chance.nextLong(SECOND / 2) : 2 * SECOND + chance.nextLong(90 * SECOND), this::boot);
    }

    /** A new process starts. */
    void boot() {
        if (stage.asleep()) {
            stage.after(stage.untilAwake() + SECOND, this::boot);
            return;
        }
        var born = new Incarnation(this, ++processes, chance.split());
        process = born;
        note("", () -> "process " + born.number() + " starts, the clock shows " + stage.wall());
        refusals = 0;
        troubled(Mishap.PROCESS_KILLED, stage.now());
        if (moreKills > 0) {
            moreKills--;
            born.killWithin(80);
        }
        open(born);
    }

    private void open(Incarnation born) {
        if (born.dead()) {
            return;
        }
        try {
            var opened = Engine.open(this, io, born);
            engine = opened;
            tally.starts++;
            examine(opened);
            if (bug == Bug.TWO_ENGINES) {
                var unused = Engine.keepers(this, born, opened.vault());
            }
        } catch (Killed e) {
            // It died while it started.
        } catch (IOException e) {
            tally.startsRefused++;
            if (disk.well() && stage.now() > wellFrom) {
                violation("the store cannot be opened: " + e);
            }
            var wait = 15 * SECOND * (1L << Math.min(refusals++, MOST_DOUBLINGS));
            stage.onMachineAfter(wait, () -> open(born));
        }
    }

    private void examine(Engine opened) {
        for (var client : clients) {
            try {
                var grant = grant(opened, client);
                oracle.found(
                        client,
                        grant == null ? null : Served.of(grant.accessToken().reveal()));
            } catch (IOException e) {
                violation(client.name + ": its grant cannot be read after a restart: " + e);
            }
        }
    }

    /** The refresh token on disk (null: none). */
    @Nullable
    String refreshToken(Client client) throws IOException {
        var opened = engine;
        var grant = opened == null ? null : grant(opened, client);
        var token = grant == null ? null : grant.refreshToken();
        return token == null ? null : token.reveal();
    }

    private static @Nullable Grant grant(Engine opened, Client client) throws IOException {
        opened.disk().look(true);
        try {
            var entry = opened.vault().read(client.name, RecordKind.GRANT);
            return entry.isEmpty() ? null : Grants.decode(entry.get().content());
        } catch (JsonException e) {
            throw new IOException("no grant", e);
        } finally {
            opened.disk().look(false);
        }
    }

    /** Settings changed: the keeper of the running process hears of it. */
    void configure(Client client) {
        if (stage.asleep()) {
            stage.after(stage.untilAwake() + SECOND, () -> configure(client));
            return;
        }
        client.silentFrom = client.settings.allow() ? Long.MAX_VALUE : stage.now();
        var open = running();
        if (open == null) {
            return;
        }
        try {
            open.keepers().configure(client.name, client.settings.terms());
        } catch (Killed e) {
            // The next process hears of it.
        }
    }

    /** The process ends in order and starts anew. */
    void restart() {
        var open = running();
        var present = process;
        if (open == null || present == null) {
            return;
        }
        engine = null;
        troubled(Mishap.ORDERLY_RESTART, stage.now());
        try {
            open.close();
        } catch (IOException e) {
            trace.mix(78);
        } catch (Killed e) {
            return;
        }
        present.die();
    }
}
