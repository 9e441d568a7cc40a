// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.MemoryStoreIo;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.token.ClientTerms;
import org.winekey.oauth.core.token.Keeper;
import org.winekey.oauth.core.token.Keepers;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.crash.Autopsy;
import org.winekey.oauth.crash.HastyStore;
import org.winekey.oauth.crash.OpenStore;
import org.winekey.oauth.crash.Place;
import org.winekey.oauth.crash.Provider;
import org.winekey.oauth.crash.SignedIn;
import org.winekey.oauth.crash.WeakStoreIo;
import org.winekey.oauth.crash.Weakness;

/**
 * The engine refreshes a token again and again, in simulated time. Meanwhile callers get a token or are told to come
 * back, nobody is sent to sign in, and no rule of sending is broken; once the disk is well, all is durable by itself.
 */
final class EngineTrial implements Trial {

    private static final Place PLACE = Place.in(Path.of("/house"));
    private static final Registration REGISTRATION = SignedIn.registration(URI.create("https://as.example/token"));
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(2);
    private static final Duration TROUBLED = Duration.ofSeconds(100);
    private static final Duration WELL = Duration.ofSeconds(100);
    private static final Duration LATENCY = Duration.ofMillis(50);

    @Override
    public int calls() throws IOException {
        var world = new World(Weakness.NONE);
        var before = world.io.calls();
        world.live(TROUBLED);
        return world.io.calls() - before;
    }

    @Override
    public String run(Weakness weakness, Fault fault, int call, int count) throws IOException {
        var world = new World(weakness);
        fault.plan(world.io, call, count);
        world.live(TROUBLED);
        if (world.io.off()) {
            world.restart(world.io.afterKill());
        }
        world.io.heal();
        world.live(WELL);
        world.requireWell();
        world.restart(world.io.afterPowerCut(new SplittableRandom(call)));
        return world.complaint;
    }

    private static final class World {
        private final Weakness weakness;
        private final SimulatedTime time = new SimulatedTime();
        private final Provider provider = new Provider(time, LIFETIME);
        private MemoryStoreIo io = new MemoryStoreIo();
        private SimulatedScheduler scheduler = new SimulatedScheduler(time);
        private Vault vault;
        private Keeper keeper;
        private String complaint = "";

        private World(Weakness weakness) throws IOException {
            this.weakness = weakness;
            this.vault = vault();
            SignedIn.write(vault, REGISTRATION, time.now(), LIFETIME);
            this.keeper = keeper();
        }

        private Vault vault() throws IOException {
            var disk = WeakStoreIo.over(io, weakness);
            return OpenStore.at(disk, PLACE, new SimulatedEntropy(5), store -> HastyStore.over(store, weakness))
                    .vault();
        }

        private Keeper keeper() {
            var keepers = new Keepers(vault, this::send, time, scheduler, new SimulatedEntropy(11));
            keepers.configure(SignedIn.CLIENT, new ClientTerms.Ready(REGISTRATION));
            scheduler.settle();
            return keepers.keeper(SignedIn.CLIENT);
        }

        private CompletableFuture<HttpTransport.Outcome> send(HttpTransport.Call call) {
            var answered = new CompletableFuture<HttpTransport.Outcome>();
            var number = provider.arrived(call.body());
            var unused = scheduler.after(LATENCY, () -> answered.complete(provider.outcome(number)));
            return answered;
        }

        /** Callers come all the time, until the power goes. */
        private void live(Duration span) {
            var until = time.nanos() + span.toNanos();
            while (time.nanos() - until < 0 && !io.off()) {
                scheduler.pass(STEP);
                if (!io.off()) {
                    called(keeper.token());
                }
            }
            provider.offences().forEach(this::complain);
        }

        private void called(TokenResult result) {
            if (result instanceof TokenResult.Granted granted) {
                if (keeper.status().code() != ClientStatus.Code.NOT_DURABLE) {
                    provider.published(Provider.numberOf(granted.token().value()));
                }
            } else if (!(result instanceof TokenResult.Unavailable)) {
                complain("a caller got " + result);
            }
        }

        private void requireWell() {
            if (!(keeper.token() instanceof TokenResult.Granted)
                    || keeper.status().code() != ClientStatus.Code.AUTHORIZED) {
                complain("not healed: " + keeper.status());
            }
        }

        /** The next start: the newest token that was handed out is there. */
        private void restart(MemoryStoreIo found) throws IOException {
            provider.clientDied();
            io = found;
            scheduler = new SimulatedScheduler(time);
            vault = vault();
            keeper = keeper();
            var number = Autopsy.of(vault, SignedIn.CLIENT).map(Autopsy::number).orElse(-1);
            if (number < provider.published()) {
                complain(provider.published() + " was handed out, " + number + " is on disk");
            }
        }

        private void complain(String what) {
            complaint = complaint.isEmpty() ? what : complaint;
        }
    }
}
