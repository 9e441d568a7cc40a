// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.simulator.HostileProvider.Pair;
import org.winekey.oauth.simulator.HostileProvider.Presented;
import org.winekey.oauth.simulator.HostileProvider.Served;

/** Knows the rules, and everything that happened on both sides. Not thread-safe. */
final class Oracle {

    private static final long SECOND = 1_000_000_000L;
    private static final long LATE = 5 * SECOND;
    private static final long CONFIRMATION = 120 * SECOND;
    private static final long DAY = 86_400 * SECOND;
    private static final int MOST_SENDS = 2;
    private static final int MOST_REQUESTS = 80;

    private final World world;

    Oracle(World world) {
        this.world = world;
    }

    private void require(boolean holds, Client client, String otherwise) {
        if (!holds) {
            world.violation(client.name + " (" + client.provider.habit().rotation() + "): " + otherwise);
        }
    }

    /** A request is sent. */
    void requested(Client client) {
        var requests = client.request(world.stage().now());
        require(requests != MOST_REQUESTS + 1, client, "more than " + MOST_REQUESTS + " requests in an hour");
    }

    /** A refresh token has reached the provider. */
    void presented(
            Client client, Family family, int refresh, Incarnation process, Call call, Map<String, String> form) {
        var now = world.stage().now();
        var what = "refresh token " + family.number + "/" + refresh;
        require(!family.inFlight.contains(refresh), client, what + " was sent while it was out");
        require(
                family.deliveredTo != process.number() || refresh >= family.delivered,
                client,
                what + " was sent after its successor had reached this process");
        require(refresh >= family.ackedRefresh, client, what + " was sent after its successor was handed out");
        require(family.number > client.forgottenUpTo, client, what + " was sent although it was forgotten");
        require(family.number >= client.signedIn, client, what + " was sent after a newer sign-in");
        require(now <= client.silentFrom, client, what + " was sent although the settings forbid it");
        require(
                client.notBeforeFor != process.number() || now >= client.notBefore,
                client,
                what + " was sent before Retry-After was over");
        require(
                family.unknownOf != refresh
                        || refresh < family.delivered
                        || family.unknownSends < MOST_SENDS
                        || client.doubtful
                        || now > family.heldUntil - 2 * SECOND,
                client,
                what + " was sent a third time while the access token lived");
        secrets(client, family, call, form);
    }

    private void secrets(Client client, Family family, Call call, Map<String, String> form) {
        var host = String.valueOf(call.uri().getHost());
        require(host.equals(family.endpoint), client, "a refresh token went to another endpoint than it came from");
        require(
                family.clientId.equals(form.get("client_id")),
                client,
                "a refresh token went out with another client_id than it was got with");
        var secret = form.get("client_secret");
        // secret-<client>-<endpoint>-<number> belongs to as-<client>-<endpoint>.example
        require(
                secret == null
                        || host.equals(
                                "as-" + secret.substring("secret-".length(), secret.lastIndexOf('-')) + ".example"),
                client,
                "a client secret went to another endpoint than it belongs to");
    }

    /** The client learns how an exchange ended. */
    void learned(
            Client client,
            Family family,
            int refresh,
            Incarnation process,
            @Nullable Mishap fault,
            @Nullable Pair pair,
            Outcome outcome) {
        var now = world.stage().now();
        if (fault == null || fault.effect() == Mishap.Effect.ODD_YES) {
            if (pair != null && !outcome.toString().startsWith("Failed")) {
                delivered(family, pair, process);
                family.heldUntil = pair.expiry();
                family.known();
                client.succeeded(world.stage().error().isZero());
                client.doubtful |= fault != null;
                family.certain = client.provider.habit().tells() && fault == null ? pair.access() : -1;
                world.tally().refreshes++;
            } else if (outcome.toString().startsWith("Failed")) {
                family.unknown(refresh);
            } else if (!client.provider.honours(family, refresh)) {
                // Once the provider has said so, another send of it spoils nothing.
                family.known();
            }
            return;
        }
        if (fault.isOutcomeUnknown()) {
            family.unknown(refresh);
        }
        switch (fault.effect()) {
            case NEEDS_PERSON -> client.personAsked = true;
            case SETTINGS_BLAMED -> client.blamed(now);
            default -> {}
        }
        if (fault == Mishap.INVALID_GRANT_ONCE) {
            client.liedAt = now;
        }
        if (pair != null && isSalvageable(fault)) {
            family.known();
            delivered(family, pair, process);
        }
    }

    private static void delivered(Family family, Pair pair, Incarnation process) {
        family.delivered = pair.refresh();
        family.deliveredTo = process.number();
    }

    private static boolean isSalvageable(Mishap fault) {
        return switch (fault) {
            case BODY_TOO_LARGE_WITH_TOKENS_FIRST,
                    JSON_TRUNCATED_AFTER_REFRESH_TOKEN,
                    NO_ACCESS_TOKEN,
                    UNKNOWN_TOKEN_TYPE,
                    NO_TOKEN_TYPE -> true;
            default -> false;
        };
    }

    /** A caller got a token. */
    void served(Client client, Served token, ClientStatus status) {
        var now = world.stage().now();
        var family = client.provider.family(token.family());
        var what = "access token " + token.family() + "/" + token.access();
        require(token.provider() == client.number, client, what + " is of another client");
        require(token.family() > client.forgottenUpTo, client, what + " was handed out although it was forgotten");
        require(
                client.settings.allow() || now <= client.silentFrom,
                client,
                what + " was handed out although disabled");
        require(
                token.family() >= client.signedIn || now < client.signedInAt + LATE || !world.diskWellFor(client),
                client,
                what + " was handed out after a newer sign-in");
        require(
                client.doubtful || token.access() != family.certain || now < token.expiry() + LATE,
                client,
                what + " was handed out after its end");
        var durable = status.code() != ClientStatus.Code.NOT_DURABLE && client.settings.good();
        if (durable) {
            acknowledged(client, token);
        }
    }

    private static void acknowledged(Client client, Served token) {
        var family = client.provider.family(token.family());
        family.ackedRefresh = Math.max(family.ackedRefresh, token.refresh());
        if (token.family() > client.ackedFamily) {
            client.ackedFamily = token.family();
            client.ackedAccess = -1;
        }
        if (token.family() == client.ackedFamily) {
            client.ackedAccess = Math.max(client.ackedAccess, token.access());
        }
    }

    /** A caller got none. */
    void refused(Client client, TokenResult result) throws IOException {
        if (!client.settings.allow()) {
            return;
        }
        var late = client.mustBeWell(world.stage().now(), world.wellFrom());
        if (result instanceof TokenResult.SignInRequired required) {
            if (late || !client.personOnTheWay) {
                require(
                        personIsNeeded(client),
                        client,
                        "a person is sent to sign in without need: " + required.reason());
            }
        } else if (late && client.settings.good()) {
            require(false, client, "no token although all has been well: " + result);
        }
    }

    /** Whether without a person there is no token. */
    boolean personIsNeeded(Client client) throws IOException {
        var now = world.stage().now();
        if (client.personAsked || now < client.liedAt + CONFIRMATION) {
            return true;
        }
        if (client.settingsBlamed && (oldRevision(client) || now > client.settingsBlamedSince + DAY)) {
            return true;
        }
        var held = world.refreshToken(client);
        if (held == null) {
            return true;
        }
        var presented = Presented.of(held);
        return !client.provider.honours(client.provider.family(presented.family()), presented.refresh());
    }

    private static boolean oldRevision(Client client) {
        var newest = client.provider.family(client.provider.families() - 1);
        return !newest.endpoint.equals(client.settings.host()) || !newest.clientId.equals(client.settings.clientId());
    }

    /** What the next life of the process finds. */
    void found(Client client, @Nullable Served newest) {
        if (newest == null) {
            require(
                    client.maybeForgotten || Math.max(client.ackedFamily, client.signedIn) <= client.forgottenUpTo,
                    client,
                    "the grant is gone after a restart");
            return;
        }
        // What was only in the memory of the process before is not known to this one.
        var family = client.provider.family(newest.family());
        family.heldUntil = Math.min(family.heldUntil, newest.expiry());
        require(newest.family() > client.forgottenUpTo, client, "a forgotten grant is back after a restart");
        require(newest.family() >= client.signedIn, client, "an acknowledged sign-in is gone after a restart");
        require(
                newest.family() > client.ackedFamily
                        || (newest.family() == client.ackedFamily && newest.access() >= client.ackedAccess),
                client,
                "access token " + client.ackedFamily + "/" + client.ackedAccess + " was handed out, after a restart "
                        + newest.family() + "/" + newest.access() + " is the newest");
    }
}
