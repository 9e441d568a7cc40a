// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.winekey.oauth.crash.Autopsy;
import org.winekey.oauth.crash.Provider;
import org.winekey.oauth.crash.SignedIn;
import org.winekey.oauth.crash.Weakness;

/** Victim after victim on one store. Not thread-safe. */
final class Hunt {

    /** Long, because on a busy machine a process that goes on by itself may still need minutes for it. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int PROGRESS = 500;
    private static final int MOST_REQUESTS = 4;
    private static final int LONGEST_LIFE_MICROS = 30_000;
    private static final int LONGEST_START_MICROS = 300_000;
    private static final int KILLED_WHILE_STARTING = 8;

    private final Launcher launcher;
    private final Weakness weakness;
    private final Path folder;
    private final SplittableRandom chance = new SplittableRandom();
    private final Tally tally = new Tally();

    Hunt(Launcher launcher, Weakness weakness, Path folder) {
        this.launcher = launcher;
        this.weakness = weakness;
        this.folder = folder;
    }

    /** Kills so many; after a loss the next store is a fresh one. */
    Tally kill(int kills) throws IOException, InterruptedException {
        for (int store = 1; tally.runs < kills; store++) {
            try (var target = new Target(folder.resolve("store-" + store))) {
                var lost = tally.lost;
                while (tally.runs < kills && tally.lost == lost) {
                    once(target);
                }
                tally.repeats += target.provider().repeats();
            }
        }
        return tally;
    }

    private void once(Target target) throws IOException, InterruptedException {
        tally.runs++;
        if (tally.runs % PROGRESS == 0) {
            System.out.println("kill: a lane has " + tally.runs + " runs so far, " + tally.lost + " lost");
        }
        var process = launcher.start(target, weakness);
        var ear = new Ear(process.inputReader(), target.provider());
        var thread = new Thread(ear, "ear");
        thread.start();
        ear.started.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var lived = letLive(target, process);
        // Not by the process itself, which would close what it still has to say.
        if (!process.toHandle().destroyForcibly()) {
            throw new IOException("the process could not be killed");
        }
        process.waitFor();
        thread.join();
        target.provider().clientDied();
        judge(target, lived ? ear.refusal : "no request came");
    }

    /** Waits until it is time to kill; false: it did not do what it is there for. */
    private boolean letLive(Target target, Process process) throws InterruptedException {
        if (chance.nextInt(KILLED_WHILE_STARTING) == 0) {
            TimeUnit.MICROSECONDS.sleep(chance.nextInt(LONGEST_START_MICROS));
            return true;
        }
        var alive = target.awaitArrivals(1 + chance.nextInt(MOST_REQUESTS), process, PATIENCE);
        TimeUnit.MICROSECONDS.sleep(chance.nextInt(LONGEST_LIFE_MICROS));
        return alive;
    }

    private void judge(Target target, String refusal) throws IOException {
        var provider = target.provider();
        var found = target.place().look(vault -> Autopsy.of(vault, SignedIn.CLIENT));
        var number = found.map(Autopsy::number).orElse(-1);
        var offences = provider.offences();
        if (number < provider.published()) {
            tally.lose("published " + provider.published() + ", on disk " + number);
        } else if (!refusal.isEmpty() || !offences.isEmpty()) {
            tally.lose(refusal + offences);
        }
        var open = found.map(Autopsy::intentOpen).orElse(false);
        tally.open += open ? 1 : 0;
        tally.unpublished += !open && number > provider.published() ? 1 : 0;
    }

    /** What a hunt came to. */
    static final class Tally {
        int runs;
        int lost;
        int open;
        int unpublished;
        int repeats;
        String firstLoss = "";

        private void lose(String what) {
            lost++;
            System.out.println("kill: lost in run " + runs + " of a lane: " + what);
            firstLoss = firstLoss.isEmpty() ? what : firstLoss;
        }
    }

    /** Listens to what a victim says. */
    private static final class Ear implements Runnable {
        private final BufferedReader lines;
        private final Provider provider;
        private final CountDownLatch started = new CountDownLatch(1);
        private volatile String refusal = "";

        private Ear(BufferedReader lines, Provider provider) {
            this.lines = lines;
            this.provider = provider;
        }

        @Override
        public void run() {
            try (lines) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    heard(line);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void heard(String line) {
            if (line.equals(Victim.STARTED)) {
                // What the one before had sent has arrived by now.
                provider.clientDied();
                started.countDown();
            } else if (line.startsWith(Victim.TOKEN)) {
                provider.published(Provider.numberOf(line.substring(Victim.TOKEN.length())));
            } else if (line.startsWith(Victim.REFUSED)) {
                refusal = line;
            }
        }
    }
}
