// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.ClientEvent.Kind;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grant.Quarantine;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.core.token.Attempt.Refused;

/** Writes down what happens to one client, in words that carry no secret and no text of a provider. For one lane only. */
final class Diary {

    private final Time time;
    private final Consumer<Kind> told;
    private final History history = new History();

    /**
     * Nothing has happened yet.
     *
     * @param told is told what kind of thing is written down, in the lane
     */
    Diary(Time time, Consumer<Kind> told) {
        this.time = time;
        this.told = told;
    }

    /** What was written, the newest first; from any thread. */
    List<Happening> pages() {
        return history.newestFirst();
    }

    void settings(ClientTerms before, ClientTerms after) {
        note(Kind.SETTINGS, TermsWords.change(before, after));
    }

    /**
     * The store has another grant than was known.
     *
     * @param firstLook whether the store had not been read before
     */
    void grant(boolean firstLook, @Nullable Held before, @Nullable Held after) {
        if (after == null) {
            note(Kind.STORE_CHANGED, "the grant was taken out of the token store");
            return;
        }
        var same = before != null && sameConsent(before, after) ? before.grant() : null;
        var was = same == null ? null : same.quarantine();
        var is = after.grant().quarantine();
        if (same == null) {
            newGrant(firstLook, before != null, after.grant());
        } else if (Objects.equals(was, is)) {
            note(Kind.STORE_CHANGED, "the token store has a newer record of the same sign-in");
        }
        quarantine(was, is);
    }

    /**
     * There is a new access token.
     *
     * @param before null: nothing was held
     */
    void renewed(Attempt.Renewed renewed, @Nullable Held before, boolean byForce) {
        var next = renewed.next();
        var how = next.isFetched() ? "fetched with its own credentials" : "refreshed";
        note(
                Kind.REFRESHED,
                how
                        + (byForce ? " after a 401 of the API" : "")
                        + (next.isFetched() ? "" : refreshToken(before, next)));
        if (!renewed.durable()) {
            written(false);
        }
    }

    private static String refreshToken(@Nullable Held before, Held next) {
        var rotated = before == null
                || !Objects.equals(next.grant().refreshToken(), before.grant().refreshToken());
        return rotated ? ", with a new refresh token" : ", the refresh token stays";
    }

    void refused(Refused refused) {
        var verdict = refused.verdict();
        var wait = verdict.retryAfter();
        var throttled = verdict.kind() == TokenVerdict.Kind.THROTTLED;
        var kind = throttled ? Kind.THROTTLED : Kind.NOT_REFRESHED;
        history.add(Happening.once(kind, "not refreshed: " + VerdictWords.of(verdict), now())
                .with(VerdictWords.sends(refused.unknownSends()), wait == null ? null : now().plus(wait)));
    }

    void overBudget(Optional<Instant> until) {
        history.add(
                Happening.once(Kind.NOT_REFRESHED, "not refreshed, nothing was sent: the own budget is spent", now())
                        .with("", until.orElse(null)));
    }

    /** What became of a sign-in, in words that are fit to be kept. */
    void signIn(Kind kind, String text) {
        note(kind, text);
    }

    void ended(Grant.Ended verdict) {
        note(Kind.ENDED, VerdictWords.of(verdict));
    }

    void dropped() {
        note(Kind.DROPPED, "a refresh was dropped: its grant was forgotten or replaced meanwhile");
    }

    void rejected(boolean again) {
        note(
                Kind.API_REJECTED,
                again ? "the API answered 401 to a token that had just been refreshed" : "the API answered 401");
    }

    void store(IOException why) {
        note(Kind.STORE_REFUSED, "the token store refused: " + reason(why));
    }

    void notSent(IOException why) {
        note(Kind.STORE_REFUSED, "not refreshed, nothing was sent, since the token store refused: " + reason(why));
    }

    /** Whether the newest token is on disk now, after it was not. */
    void written(boolean durable) {
        if (durable) {
            note(Kind.STORE_WORKS, "the newest token is on disk");
        } else {
            note(Kind.STORE_REFUSED, "the newest token is in memory only, because the disk refuses it");
        }
    }

    void storeWorks() {
        note(Kind.STORE_WORKS, "the token store works again");
    }

    void clock(boolean forwards) {
        note(Kind.CLOCK_JUMPED, "the clock of this machine jumped " + (forwards ? "forwards" : "backwards"));
    }

    void revoked(boolean confirmed) {
        note(
                Kind.FORGOTTEN,
                confirmed
                        ? "a person had the grant revoked, and the provider confirmed it"
                        : "a person had the grant revoked, and the provider did not confirm it");
    }

    void forgotten(Optional<IOException> why) {
        note(Kind.FORGOTTEN, "a person had the grant forgotten");
        why.ifPresent(refused -> note(
                Kind.STORE_REFUSED, "the disk refuses to remove the grant; that is tried again: " + reason(refused)));
    }

    private void newGrant(boolean firstLook, boolean inPlaceOfAnother, Grant grant) {
        var of = " (client_id " + grant.registration().clientId() + ")";
        if (firstLook) {
            note(Kind.FOUND, "a grant was found in the token store" + of);
            Optional.ofNullable(grant.ended()).ifPresent(this::ended);
        } else if (!grant.registration().grantType().needsPerson()) {
            note(Kind.STORE_CHANGED, "the token store has another token" + of);
        } else {
            note(Kind.SIGNED_IN, "signed in" + of + (inPlaceOfAnother ? ", in place of the grant before" : ""));
        }
    }

    private void quarantine(@Nullable Quarantine was, @Nullable Quarantine is) {
        if (is != null && !is.equals(was)) {
            note(Kind.QUARANTINED, "in quarantine, batch " + is.batch() + ": nothing is refreshed");
        } else if (was != null && is == null) {
            note(Kind.RELEASED, "released from quarantine, batch " + was.batch());
        }
    }

    private static boolean sameConsent(Held one, Held other) {
        return one.version().grantId().equals(other.version().grantId());
    }

    // An exception of the disk may quote anything; those of a locked store are ours.
    private static String reason(IOException why) {
        var words = why.getMessage();
        return why instanceof LockedException && words != null
                ? words
                : why.getClass().getSimpleName();
    }

    private void note(Kind kind, String text) {
        history.add(Happening.once(kind, text, now()));
        told.accept(kind);
    }

    private Instant now() {
        return time.now();
    }
}
