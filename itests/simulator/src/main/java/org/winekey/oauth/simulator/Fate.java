// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.winekey.oauth.simulator.Mishap.Layer;

/** Decides what goes wrong, when and for how long. Not thread-safe. */
final class Fate {

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private static final List<Mishap> OF_CLIENT = ofClient();
    private static final List<Mishap> OF_DISK = faults(fault -> fault.layer() == Layer.DISK);
    private static final List<Mishap> OF_CLOCK = faults(fault -> fault.layer() == Layer.CLOCK);

    private final World world;
    private final Person person;
    private final SplittableRandom chance;

    Fate(World world, Person person, SplittableRandom chance) {
        this.world = world;
        this.person = person;
        this.chance = chance;
    }

    private static List<Mishap> ofClient() {
        var all = new ArrayList<>(Mishap.onTheWay());
        all.addAll(faults(fault ->
                List.of(Layer.PROVIDER, Layer.SETTINGS, Layer.API, Layer.PERSON).contains(fault.layer())));
        return List.copyOf(all);
    }

    private static List<Mishap> faults(Predicate<Mishap> which) {
        return Arrays.stream(Mishap.values()).filter(which).toList();
    }

    void begin() {
        world.clients().forEach(client -> again(30 * HOUR, () -> befall(client)));
        again(30 * HOUR, () -> befallDisk(pick(OF_DISK)));
        again(40 * HOUR, () -> befallClock(pick(OF_CLOCK)));
        again(60 * HOUR, () -> kill(Mishap.PROCESS_KILLED));
        again(80 * HOUR, () -> kill(Mishap.POWER_CUT));
        again(2800 * HOUR, () -> kill(Mishap.KILLED_AGAIN_AND_AGAIN));
        again(200 * HOUR, this::restart);
        again(100 * HOUR, this::loseTimer);
    }

    /** Happens again and again, at random. */
    private void again(long mean, Runnable what) {
        var wait = (long) (-mean * Math.log(1 - chance.nextDouble()));
        world.stage().after(wait, () -> {
            again(mean, what);
            what.run();
        });
    }

    private Mishap pick(List<Mishap> among) {
        return among.get(chance.nextInt(among.size()));
    }

    private long span(long least, long most) {
        return least + chance.nextLong(most - least);
    }

    private void befall(Client client) {
        var what = pick(OF_CLIENT);
        switch (what.layer()) {
            case PROVIDER -> befallProvider(client, what);
            case SETTINGS -> befallSettings(client, what);
            case API -> befallApi(client, what);
            case PERSON -> befallPerson(client, what);
            default -> befallRequest(client, what);
        }
    }

    private void befallRequest(Client client, Mishap what) {
        var now = world.stage().now();
        if (client.isArmed(now)) {
            return;
        }
        var once = what == Mishap.INVALID_GRANT_ONCE || what.effect() == Mishap.Effect.NEEDS_PERSON;
        var kind = once ? 0 : chance.nextInt(10);
        if (kind < 6) {
            client.arm(what, now + 3 * HOUR, once ? 1 : 1 + chance.nextInt(3), 0);
        } else {
            client.arm(what, now + 3 * HOUR, 0, kind < 9 ? span(MINUTE, HOUR) : span(HOUR, 6 * HOUR));
        }
    }

    private void befallProvider(Client client, Mishap what) {
        var now = world.stage().now();
        if (what == Mishap.OUTAGE) {
            client.arm(what, now + 3 * HOUR, 0, span(10 * MINUTE, 12 * HOUR));
            return;
        }
        if (client.signedIn < 0) {
            return;
        }
        world.hit(what);
        var family = client.provider.family(client.signedIn);
        family.alive = false;
        family.withdrawn |= what == Mishap.GRANT_ENDED_WITH_TOKENS;
        client.troubled(what, now);
    }

    private void befallSettings(Client client, Mishap what) {
        var now = world.stage().now();
        if (!client.settings.good()) {
            return;
        }
        world.hit(what);
        var end = span(10 * MINUTE, 5 * HOUR);
        client.settings.change(what, true);
        client.troubled(what, now);
        world.configure(client);
        if (what == Mishap.SECRET_WRONG
                || what == Mishap.CLIENT_DISABLED
                || what == Mishap.CLIENT_DELETED
                || what == Mishap.SETTINGS_INVALID) {
            world.stage().after(end, () -> {
                client.settings.change(what, false);
                client.troubled(what, world.stage().now());
                world.configure(client);
            });
        }
    }

    private void befallApi(Client client, Mishap what) {
        var now = world.stage().now();
        if (what == Mishap.API_REJECTS_ONCE) {
            client.apiRejectsNext = true;
        } else {
            client.apiRejectsUntil = now + span(HOUR, 24 * HOUR);
            client.troubled(what, client.apiRejectsUntil);
        }
    }

    private void befallPerson(Client client, Mishap what) {
        switch (what) {
            case SIGN_IN_MEANWHILE -> client.signInAtSend = true;
            case REFRESH_NOW -> person.refreshNow(client);
            default -> {
                if (chance.nextBoolean()) {
                    person.forget(client);
                } else {
                    client.forgetAtSend = true;
                }
            }
        }
    }

    private void befallDisk(Mishap what) {
        if (!world.disk().well()) {
            return;
        }
        var now = world.stage().now();
        var few = what == Mishap.WRITE_HALF_DONE || what == Mishap.WRONG_BIT_WRITTEN || chance.nextBoolean();
        var end = now + (few ? HOUR : span(MINUTE, 3 * HOUR));
        world.disk().fall(what, end, few ? 1 + chance.nextInt(6) : Integer.MAX_VALUE);
        world.troubled(what, end);
    }

    private void befallClock(Mishap what) {
        if (!world.stage().error().isZero() || world.stage().asleep()) {
            return;
        }
        world.hit(what);
        switch (what) {
            case SUSPENDED_MINUTES -> suspend(what, span(10 * SECOND, 30 * MINUTE));
            case SUSPENDED_HOURS -> suspend(what, span(HOUR, 20 * HOUR));
            case CLOCK_AN_HOUR_AHEAD -> jump(what, Duration.ofHours(1), span(10 * MINUTE, 4 * HOUR));
            case CLOCK_AN_HOUR_BEHIND -> jump(what, Duration.ofHours(-1), span(10 * MINUTE, 4 * HOUR));
            case CLOCK_A_YEAR_AHEAD -> jump(what, Duration.ofDays(365), span(MINUTE, 2 * HOUR));
            case CLOCK_56_YEARS_AHEAD -> jump(what, Duration.ofDays(365 * 56), span(MINUTE, 2 * HOUR));
            default -> startIn1970();
        }
    }

    private void suspend(Mishap what, long span) {
        world.stage().sleep(span);
        world.troubled(what, world.stage().now() + span);
        world.shaken();
        world.stage().after(span, world::shaken);
    }

    private void jump(Mishap what, Duration error, long span) {
        world.setClock(error);
        world.troubled(what, world.stage().now() + span);
        world.stage().after(span, () -> world.setClock(Duration.ZERO));
    }

    private void startIn1970() {
        var sinceThen = Duration.between(java.time.Instant.EPOCH, world.stage().truth());
        world.killWithin(1, true);
        jump(Mishap.CLOCK_1970_AT_START, sinceThen.negated(), span(2 * MINUTE, 30 * MINUTE));
    }

    private void kill(Mishap how) {
        world.hit(how);
        world.killAgain(how == Mishap.KILLED_AGAIN_AND_AGAIN ? 200 : 0);
        world.killWithin(80, how == Mishap.POWER_CUT);
    }

    private void restart() {
        world.hit(Mishap.ORDERLY_RESTART);
        world.restart();
    }

    private void loseTimer() {
        var process = world.process();
        if (process != null && !process.dead()) {
            process.loseTimer();
        }
    }
}
