// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.RevocationAnswer;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.token.Parting.Kind;
import org.winekey.oauth.spi.StaleVersionException;

/**
 * Ends the grant of one client at its provider (RFC 7009), the refresh token first, and then here, whatever the provider
 * said: a person wished it. Only the grant that is held is ever revoked, never one in quarantine, one that was set aside, or
 * what lost against a newer one: it may be the same sign-in at the provider. For one lane only.
 */
final class Farewell {

    private static final String ASKED_AGAIN =
            "; it is asked a few times more until this service stops or somebody signs in anew, and oauth:why tells";
    private static final String BY_HAND = "; end it in your account at the provider";

    private final Parts parts;
    private final Lane lane;
    private final Situation now;
    private final Storekeeping storekeeping;
    private final Insistence insistence;
    private final Runnable settle;

    private @Nullable CompletableFuture<Parting> done;
    private String grantId = "";

    /**
     * None is under way.
     *
     * @param settle to be run when it is over
     */
    Farewell(Parts parts, Lane lane, Situation now, Storekeeping storekeeping, Runnable settle) {
        this.parts = parts;
        this.lane = lane;
        this.now = now;
        this.storekeeping = storekeeping;
        this.insistence = new Insistence(parts, lane, storekeeping);
        this.settle = settle;
    }

    /** Why nothing is sent and nothing is changed (null: the grant may be revoked). */
    @Nullable
    Parting refusal() {
        var held = parts.holding().held();
        if (done != null) {
            return new Parting(Kind.UNDERWAY, "this grant is being revoked already");
        }
        if (held == null) {
            return new Parting(Kind.NOTHING_HELD, "no grant is held");
        }
        if (parts.holding().quarantine() != null) {
            return new Parting(
                    Kind.QUARANTINED,
                    "the grant is in quarantine: another system may use the same sign-in; release it first, or forget it");
        }
        return Source.ownRegistration(now.terms(), held).endpoints().revocation() == null
                ? new Parting(
                        Kind.NOT_OFFERED, "no revocation_endpoint is known for this grant; forget it here" + BY_HAND)
                : null;
    }

    /** From now on nothing is sent with the grant but its revocation. Only without a {@link #refusal()}. */
    void begin(Held held, CompletableFuture<Parting> told) {
        done = told;
        grantId = held.version().grantId();
        now.leaving(true);
    }

    /** Revokes the newest tokens of the grant; no refresh is out any more. */
    void send() {
        var held = parts.holding().held();
        if (held == null || !isTheOne(held)) {
            end(new Parting(Kind.REPLACED, "the grant was gone or replaced meanwhile; nothing was revoked"));
            return;
        }
        var revocation = new Revocation(held.grant(), Source.ownRegistration(now.terms(), held));
        revocation.send(parts.seams(), lane, (first, second) -> answered(revocation, first, second));
    }

    private void answered(Revocation revocation, RevocationAnswer first, @Nullable RevocationAnswer second) {
        var confirmed = first.kind() == RevocationAnswer.Kind.DONE;
        parts.diary().revoked(confirmed);
        if (!confirmed) {
            forget(
                    Kind.NOT_CONFIRMED,
                    "the grant is forgotten here, but the provider did not confirm: " + first.text()
                            + (Insistence.isWorthIt(first) ? ASKED_AGAIN : "") + BY_HAND);
            insistence.begin(revocation, first);
        } else if (second == null || second.kind() == RevocationAnswer.Kind.DONE) {
            forget(Kind.CONFIRMED, "the provider ended the grant, and it is forgotten here");
        } else {
            forget(
                    Kind.CONFIRMED,
                    "the provider ended the grant, and it is forgotten here; of the last access token it did not confirm"
                            + " that (" + second.text() + "), it may live until it expires");
        }
    }

    private void forget(Kind kind, String text) {
        storekeeping.read();
        var held = parts.holding().held();
        if (held == null) {
            end(new Parting(kind, text));
        } else {
            end(isTheOne(held) ? forgotten(kind, text) : newerStays(kind, text));
        }
    }

    private Parting forgotten(Kind kind, String text) {
        try {
            return new Parting(kind, text, storekeeping.forgetThis().orElse(null));
        } catch (StaleVersionException e) {
            storekeeping.read();
            return newerStays(kind, text);
        }
    }

    /** Guards against taking along what a person has signed in to meanwhile. */
    private static Parting newerStays(Kind kind, String text) {
        return new Parting(kind, text + "; a newer sign-in stays");
    }

    private void end(Parting how) {
        var told = done;
        done = null;
        now.leaving(false);
        if (told != null) {
            told.complete(how);
        }
        settle.run();
    }

    private boolean isTheOne(Held held) {
        return held.version().grantId().equals(grantId);
    }
}
