// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenResponse;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.token.ClientTerms;
import org.winekey.oauth.core.vault.SetAside;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/** Who signs in, forgets and presses buttons. Not thread-safe. */
final class Person {

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    private final World world;
    private final SplittableRandom chance;

    Person(World world, SplittableRandom chance) {
        this.world = world;
        this.chance = chance;
    }

    /** The first sign-in. */
    void settleIn(Client client) {
        client.personOnTheWay = true;
        signIn(client);
    }

    /** A caller was told that somebody has to sign in: sooner or later somebody does. */
    void hears(Client client, TokenResult result) {
        if (result instanceof TokenResult.SignInRequired required && !client.personOnTheWay) {
            client.personOnTheWay = true;
            count(required.reason());
            world.stage().after(5 * MINUTE + chance.nextLong(180 * MINUTE), () -> lookAgain(client));
        }
    }

    private void count(String reason) {
        if (reason.contains("was lost")) {
            world.tally().lostRotations++;
        } else {
            world.tally().deadGrants++;
        }
    }

    private void lookAgain(Client client) {
        var engine = world.running();
        try {
            if (engine != null && !(engine.keeper(client).token() instanceof TokenResult.SignInRequired)) {
                client.personOnTheWay = false;
                return;
            }
        } catch (Killed e) {
            // tried again
        }
        signIn(client);
    }

    /** Signs in with the present settings; tries again later when that does not work. */
    void signIn(Client client) {
        try {
            if (signedIn(client)) {
                client.personOnTheWay = false;
                return;
            }
        } catch (Killed e) {
            // tried again
        } catch (IOException e) {
            world.trace().mix(80);
        }
        world.stage().after(10 * MINUTE + chance.nextLong(20 * MINUTE), () -> signIn(client));
    }

    private boolean signedIn(Client client) throws IOException {
        var engine = world.running();
        if (engine == null
                || !client.settings.good()
                || !(client.settings.terms() instanceof ClientTerms.Ready ready)) {
            return false;
        }
        var family = client.provider.consent(client.settings.host(), client.settings.clientId());
        var pair = client.provider.firstPair(family, world.stage().now());
        family.heldUntil = pair.expiry();
        store(engine.vault(), client, ready.registration(), pair);
        world.note(client.name, () -> "signed in as " + family.number);
        client.signedIn = family.number;
        client.signedInAt = world.stage().now();
        client.maybeForgotten = false;
        client.notBefore = 0;
        client.personAsked = false;
        client.settingsBlamed = false;
        world.tally().signIns++;
        return true;
    }

    /** As the product does: the grant before is set aside, then the new one takes its place. */
    private void store(Vault vault, Client client, Registration registration, HostileProvider.Pair pair)
            throws IOException {
        var content = Grants.encode(Grants.granted(
                registration, response(client, pair), world.stage().wall()));
        var grantId = grantId();
        RecordVersion aside = null;
        while (true) {
            try {
                var before = vault.read(client.name, RecordKind.GRANT);
                if (before.isPresent()) {
                    aside = new SetAside(vault).keep(client.name, before.get(), aside);
                }
                var replaces = before.map(Vault.Entry::version).orElse(null);
                vault.write(client.name, RecordKind.GRANT, replaces, RecordVersion.after(replaces, grantId), content);
                return;
            } catch (StaleVersionException e) {
                world.trace().mix(81);
            }
        }
    }

    private static TokenResponse response(Client client, HostileProvider.Pair pair) {
        return new TokenResponse(
                Secret.of(client.provider.accessToken(pair)),
                Secret.of(client.provider.refreshToken(pair.family(), pair.refresh())),
                lifetime(client, pair),
                Set.of("read", "write"));
    }

    private static @Nullable Duration lifetime(Client client, HostileProvider.Pair pair) {
        return client.provider.habit().tells() ? Duration.ofSeconds(pair.seconds()) : null;
    }

    private String grantId() {
        return String.format("%016x%016x", chance.nextLong(), chance.nextLong());
    }

    /** Forgets the client; somebody signs in anew later. */
    void forget(Client client) {
        var engine = world.running();
        if (engine == null) {
            return;
        }
        world.hit(Mishap.FORGOTTEN);
        var upTo = client.provider.families() - 1;
        client.maybeForgotten = true;
        client.troubled(Mishap.FORGOTTEN, world.stage().now());
        try {
            engine.keeper(client).forget();
            client.forgottenUpTo = Math.max(client.forgottenUpTo, upTo);
        } catch (Killed e) {
            // It may be forgotten or not.
        } catch (IOException e) {
            world.trace().mix(82);
        }
    }

    void refreshNow(Client client) {
        var engine = world.running();
        if (engine == null) {
            return;
        }
        world.hit(Mishap.REFRESH_NOW);
        // A person's wish goes before a server's.
        client.notBefore = 0;
        try {
            var status = engine.keeper(client).refreshNow();
            world.trace().mix(status.code().name());
        } catch (Killed e) {
            // The process died under the person.
        }
    }

    /** Moments after a request was sent. */
    void atSend(Client client) {
        if (client.signInAtSend) {
            client.signInAtSend = false;
            world.stage().after(chance.nextLong(SECOND / 4), () -> meanwhile(client));
        }
        if (client.forgetAtSend) {
            client.forgetAtSend = false;
            world.stage().after(chance.nextLong(SECOND / 4), () -> forget(client));
        }
    }

    private void meanwhile(Client client) {
        if (!client.personOnTheWay) {
            world.hit(Mishap.SIGN_IN_MEANWHILE);
            client.personOnTheWay = true;
            signIn(client);
        }
    }
}
