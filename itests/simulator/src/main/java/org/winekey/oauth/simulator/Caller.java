// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.io.IOException;
import java.util.SplittableRandom;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.token.Keeper;
import org.winekey.oauth.simulator.HostileProvider.Served;

/** The integration of one client: asks for a token now and then, and calls the API with it. Not thread-safe. */
final class Caller {

    private final World world;
    private final Client client;
    private final Person person;
    private final SplittableRandom chance;

    Caller(World world, Client client, Person person, SplittableRandom chance) {
        this.world = world;
        this.client = client;
        this.person = person;
        this.chance = chance;
    }

    void begin() {
        world.stage().after(client.callEvery / 2 + chance.nextLong(client.callEvery), this::call);
    }

    private void call() {
        begin();
        var engine = world.running();
        if (engine == null) {
            return;
        }
        try {
            var keeper = engine.keeper(client);
            var result = ask(keeper);
            if (result instanceof TokenResult.Granted granted) {
                show(keeper, granted);
            }
        } catch (Killed e) {
            // The process died under the caller.
        } catch (IOException e) {
            world.trace().mix(79);
        }
    }

    /** Calls the API, and tells when that refuses the token. */
    private void show(Keeper keeper, TokenResult.Granted granted) throws IOException {
        var tooEarly = isRefusedTooEarly(granted);
        client.doubtful |= tooEarly;
        if (tooEarly
                || world.stage().now() >= Served.of(granted.token().value()).expiry()) {
            keeper.rejected(granted.token());
            ask(keeper);
        }
    }

    private TokenResult ask(Keeper keeper) throws IOException {
        world.tally().tokens++;
        var result = keeper.token();
        world.note(client.name, () -> "caller gets " + said(result) + ", " + keeper.status());
        if (result instanceof TokenResult.Granted granted) {
            var token = Served.of(granted.token().value());
            world.trace().mix(token.family(), token.access());
            world.oracle().served(client, token, keeper.status());
        } else {
            world.trace().mix(result.getClass().getSimpleName().hashCode());
            // Guards against what happened while the caller waited.
            if (world.running() != null) {
                world.oracle().refused(client, result);
                person.hears(client, result);
            }
        }
        return result;
    }

    private static String said(TokenResult result) {
        return result instanceof TokenResult.Granted granted ? granted.token().value() : result.toString();
    }

    private boolean isRefusedTooEarly(TokenResult.Granted granted) {
        var now = world.stage().now();
        if (client.apiRejectsNext) {
            client.apiRejectsNext = false;
            world.hit(Mishap.API_REJECTS_ONCE);
            return true;
        }
        if (now < client.apiRejectsUntil) {
            world.hit(Mishap.API_REJECTS_FOR_HOURS);
            return true;
        }
        var family = client.provider.family(Served.of(granted.token().value()).family());
        return family.withdrawn;
    }
}
