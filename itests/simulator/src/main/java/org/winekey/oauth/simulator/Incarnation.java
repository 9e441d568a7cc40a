// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.Time;

/**
 * One life of the process: its clocks, threads and randomness. Every call is a step, and it can be killed at any. Not
 * thread-safe.
 */
final class Incarnation implements Time, Scheduler, Entropy {

    private static final long NEVER = Long.MAX_VALUE;

    /** The heartbeat of the engine; it is the only thing that is planned for exactly this span. */
    private static final Duration BEAT = Duration.ofSeconds(5);

    /** In a stretch in which no clock moves on its own and no timer is lost, a beat finds nothing to do. */
    private static final long LAZY_BEAT = Duration.ofMinutes(5).toNanos();

    private final World world;
    private final int number;
    private final SplittableRandom chance;
    private final long monotonicBase;
    private Stage.@Nullable Event beat;
    private long steps;
    private long killAt = NEVER;
    private boolean dead;
    private boolean timerToLose;

    Incarnation(World world, int number, SplittableRandom chance) {
        this.world = world;
        this.number = number;
        this.chance = chance;
        // Guards against code that compares monotonic times of two runs: each run begins somewhere else.
        this.monotonicBase = chance.nextLong(1L << 50) - world.stage().monotonic();
    }

    int number() {
        return number;
    }

    boolean dead() {
        return dead;
    }

    /** Dies at one of its next steps. */
    void killWithin(int moreSteps) {
        killAt = steps + 1 + chance.nextInt(moreSteps);
    }

    /** The next timer that is planned never rings. */
    void loseTimer() {
        timerToLose = true;
        hasten();
    }

    /** A clock moved on its own, or a timer was lost: the next beat matters. */
    void hasten() {
        var planned = beat;
        if (planned != null && !planned.isCancelled()) {
            beat = world.stage().sooner(planned, BEAT.toNanos());
        }
    }

    void die() {
        dead = true;
        world.died(this);
    }

    /** Counts one call; true when the process dies in it, half way. */
    boolean lastStep(int what) {
        if (dead) {
            throw new Killed();
        }
        world.trace().mix(what, ++steps);
        return steps == killAt;
    }

    void step(int what) {
        if (lastStep(what)) {
            die();
            throw new Killed();
        }
    }

    @Override
    public Instant now() {
        alive();
        return world.stage().wall();
    }

    @Override
    public long nanos() {
        alive();
        return monotonicBase + world.stage().monotonic();
    }

    private void alive() {
        if (dead) {
            throw new Killed();
        }
    }

    @Override
    public byte[] bytes(int count) {
        step(1);
        var bytes = new byte[count];
        chance.nextBytes(bytes);
        return bytes;
    }

    @Override
    public double fraction() {
        step(2);
        return chance.nextInt(1 << 24) / (double) (1 << 24);
    }

    @Override
    public void execute(Runnable task) {
        step(3);
        world.stage().onMachineAfter(0, guarded(task));
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        step(4);
        if (delay.equals(BEAT)) {
            var lazy = world.restless() ? BEAT.toNanos() : LAZY_BEAT;
            var planned = world.stage().onMachineAfter(lazy, guarded(task));
            beat = planned;
            return () -> cancel(planned);
        }
        if (timerToLose && !delay.isZero()) {
            timerToLose = false;
            world.hit(Mishap.TIMER_LOST);
            return () -> {};
        }
        return world.stage().onMachineAfter(delay.toNanos(), guarded(task))::cancel;
    }

    private void cancel(Stage.Event planned) {
        planned.cancel();
        var present = beat;
        if (present != null) {
            present.cancel();
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            if (!dead) {
                runAlive(task);
            }
        };
    }

    private static void runAlive(Runnable task) {
        try {
            task.run();
        } catch (Killed e) {
            // The task ended with its process.
        }
    }

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Duration atMost) {
        alive();
        var stage = world.stage();
        var until = stage.now() + atMost.toNanos();
        var more = true;
        while (more && !future.isDone() && !dead) {
            more = stage.runNext(until);
        }
        alive();
        if (!future.isDone()) {
            stage.passUntil(until);
            return Optional.empty();
        }
        return Optional.ofNullable(future.join());
    }
}
