// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.PendingGrant.Why;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.core.protocol.Account;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenResponse;
import org.winekey.oauth.core.protocol.UserInfo;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;

/**
 * Receives the tokens of a sign-in and decides: in use at once, or sealed until an administrator accepts them. Thread-safe.
 */
final class Reception {

    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final Vault vault;
    private final Tickets tickets;
    private final Consent consent;
    private final WaitingRoom waiting;
    private final Means means;

    Reception(Vault vault, Tickets tickets, Consent consent, WaitingRoom waiting, Means means) {
        this.vault = vault;
        this.tickets = tickets;
        this.consent = consent;
        this.waiting = waiting;
        this.means = means;
    }

    /** Ends the sign-in with these tokens; asks once whose account they belong to, if the provider tells. */
    CompletableFuture<SignInOutcome> receive(
            Tickets.Open open, Door door, Registration registration, TokenResponse response, Finisher finisher) {
        var grant = Grants.granted(registration, response, means.time().now());
        return account(registration, grant)
                .thenApply(account -> settle(open, door, grant.of(account.orElse(null)), finisher));
    }

    private CompletableFuture<Optional<Account>> account(Registration registration, Grant grant) {
        return UserInfo.request(registration, grant.accessToken(), DEADLINE)
                .map(call -> means.transport()
                        .send(call)
                        .thenApplyAsync(UserInfo::account, means.scheduler()::execute)
                        .exceptionally(fault -> Optional.empty()))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private SignInOutcome settle(Tickets.Open open, Door door, Grant grant, Finisher finisher) {
        try {
            var why = why(open.client(), grant, finisher);
            return why == null ? publish(open, door, grant) : keep(open, door, grant, finisher, why);
        } catch (IOException e) {
            LOG.error("tokens of {} came but could not be stored: {}", open.client(), e.getMessage());
            return Outcomes.notStored(open.client(), String.valueOf(e.getMessage()));
        } finally {
            if (isWanted(open, door) && !leavesTheStartersDoor(open, door, finisher)) {
                tickets.close(open);
            }
        }
    }

    private SignInOutcome publish(Tickets.Open open, Door door, Grant grant) throws IOException {
        var client = open.client();
        if (!consent.give(client, means.entropy().hex(16), grant, () -> isWanted(open, door))) {
            return Outcomes.noSuchSignIn(client);
        }
        waiting.supersede(client);
        tickets.close(open);
        return Outcomes.done(client);
    }

    private SignInOutcome keep(Tickets.Open open, Door door, Grant grant, Finisher finisher, Why why)
            throws IOException {
        var client = open.client();
        var kept = new Waiting(
                grant,
                door,
                open.ticket().starter(),
                finisher.name(),
                means.time().now(),
                why);
        return waiting.keep(client, kept, () -> isWanted(open, door))
                ? Outcomes.awaitingAcceptance(client, why)
                : Outcomes.noSuchSignIn(client);
    }

    /** Not when the sign-in was cancelled, nor when its device code was given up while a poll for it was out. */
    private boolean isWanted(Tickets.Open open, Door door) {
        return tickets.now(open)
                .filter(now -> door != Door.DEVICE || hasSameCode(now, open))
                .isPresent();
    }

    private static boolean hasSameCode(Tickets.Open now, Tickets.Open open) {
        var code = now.ticket().poll();
        var polled = open.ticket().poll();
        return code != null && polled != null && code.sameAs(polled);
    }

    /** Guards against a guest with the link for another device, who would end what the starter is about with it. */
    private boolean leavesTheStartersDoor(Tickets.Open open, Door door, Finisher finisher) {
        return door != Door.DEVICE
                && !finisher.isStarter()
                && tickets.now(open).filter(now -> now.ticket().isStarterAway()).isPresent();
    }

    /** Why the grant has to wait (null: it has not to). Accounts are compared if the same endpoint named both. */
    private @Nullable Why why(String client, Grant grant, Finisher finisher) throws IOException {
        var entry = vault.read(client, RecordKind.GRANT);
        if (entry.isEmpty()) {
            return finisher.why();
        }
        var present = Waiting.grant(entry.get());
        var before = present.account();
        var after = grant.account();
        if (before == null || !userinfo(present).equals(userinfo(grant))) {
            return finisher.why();
        }
        if (after == null) {
            // Guards against another account that comes in while somebody keeps the provider from telling.
            return finisher.isStarter() ? Why.ACCOUNT_NOT_TOLD : finisher.why();
        }
        return before.subject().equals(after.subject()) ? null : Why.OTHER_ACCOUNT;
    }

    private static Object userinfo(Grant grant) {
        return Objects.requireNonNullElse(grant.registration().endpoints().userinfo(), "");
    }
}
