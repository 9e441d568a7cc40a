// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.HttpTransport;

/** The way to the providers, as one life of the process has it. Not thread-safe. */
final class Network implements HttpTransport {

    /** A certificate is good for so long before and after the true date. */
    private static final Duration CERTIFICATE = Duration.ofDays(60);

    private final World world;
    private final Incarnation process;

    Network(World world, Incarnation process) {
        this.world = world;
        this.process = process;
    }

    @Override
    public CompletableFuture<Outcome> send(Call call) {
        process.step(5);
        var client = world.clientAt(call.uri().getHost());
        world.atSend(client);
        return new Exchange(world, client, process, call, strike(client)).begin();
    }

    private @Nullable Mishap strike(Client client) {
        var error = world.stage().error();
        if (error.compareTo(CERTIFICATE) > 0) {
            return Mishap.CERTIFICATE_EXPIRED;
        }
        if (error.compareTo(CERTIFICATE.negated()) < 0) {
            return Mishap.CERTIFICATE_NOT_YET_VALID;
        }
        return client.strike(world.stage().now());
    }
}
