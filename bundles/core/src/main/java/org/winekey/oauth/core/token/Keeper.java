// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.token.Flight.Motive;

/**
 * Keeps the token of one client fresh and hands it out. Thread-safe; nothing here is held locked while another room is
 * called.
 */
public final class Keeper {

    private static final TokenResult NOT_YET = new Unavailable("the authorization server has not answered yet", null);
    private static final String UNANSWERED = "the token store has not answered yet";

    private final String name;
    private final Keepers keepers;
    private final Lane lane;
    private final Lane telling;
    private final Custody custody;
    private final Showcase showcase = new Showcase();
    private final AtomicReference<@Nullable CompletableFuture<TokenResult>> waiters = new AtomicReference<>();

    private volatile @Nullable AccessToken rejected;
    private volatile ClientTerms terms = new ClientTerms.Starting();
    private boolean told; // for the lane only
    private @Nullable Standing standing; // for the lane only
    private @Nullable AccessToken issued; // for the lane only
    private @Nullable TokenResult hidden; // for the lane only

    Keeper(String name, Seams seams, Keepers keepers) {
        this.name = name;
        this.keepers = keepers;
        this.lane = new Lane(name, seams.scheduler());
        this.telling = new Lane(name, seams.scheduler());
        this.custody = new Custody(name, seams, lane, this);
    }

    /** The client name. */
    public String name() {
        return name;
    }

    /**
     * A token, by the first of these that applies:
     *
     * <ol>
     *   <li>a usable one exists: it, at the price of one volatile read, stale or not;
     *   <li>a failure is remembered: that failure, at once;
     *   <li>otherwise the one refresh in flight is joined, for at most the token timeout.
     * </ol>
     */
    public TokenResult token() {
        var granted = usable();
        return granted != null ? granted : withoutToken();
    }

    /** A usable token, at the price of one volatile read (null: there is none now). */
    public TokenResult.@Nullable Granted usable() {
        return showcase.usable();
    }

    /** As {@link #token()}, but a token that lasts at least that long, if a refresh can bring one in time. */
    public TokenResult token(Duration minimum) {
        var known = known(minimum);
        return known != null ? known : keepers.await(ask(minimum)).orElseGet(this::outOfPatience);
    }

    /**
     * As {@link #token(Duration)}, without waiting.
     *
     * @return ends within the token timeout, on a thread that must not be held up; for one caller alone
     */
    public CompletableFuture<TokenResult> tokenAsync(Duration minimum) {
        var known = known(minimum);
        return known != null
                ? CompletableFuture.completedFuture(known)
                : keepers.within(ask(minimum), this::outOfPatience);
    }

    /** How the client is. Never blocks. */
    public ClientStatus status() {
        return report().status();
    }

    /** What faces may know. Never blocks. */
    public KeeperReport report() {
        return showcase.report();
    }

    /** Something of this kind was written down; in the lane. */
    void happened(ClientEvent.Kind kind) {
        keepers.tell(name, kind);
    }

    /** What was counted of it. Never blocks. */
    public Counted counted() {
        return custody.counted();
    }

    /** Why the client is as it is. Waits for what is being done with it at most the token timeout. */
    public Dossier explain() {
        var told = new CompletableFuture<Dossier>();
        lane.submit(() -> told.complete(custody.explain()));
        return keepers.await(told).orElseGet(() -> Dossier.ofReport(report(), UNANSWERED, custody.pages()));
    }

    /** An API answered 401 to the token: at most one forced refresh for it, none if there is a newer one. */
    public void rejected(AccessToken token) {
        var newest = showcase.newest();
        var current = newest == null ? null : newest.token();
        if (current == null || rejected == current || !same(current, token)) {
            return;
        }
        showcase.doubt(current);
        lane.submit(() -> {
            showcase.believe();
            custody.rejected(current);
        });
        // Last: guards against a second caller that asks for a token before the lane knows of the rejection, and gets
        // the one that it rejected.
        rejected = current;
    }

    /**
     * Refreshes on a person's wish, whatever back-off or verdict is remembered, and waits for the end at most the token
     * timeout.
     *
     * @return the status afterwards
     */
    public ClientStatus refreshNow() {
        var landing = new CompletableFuture<Void>();
        lane.submit(() -> custody.refreshNow(Motive.PERSON, landing));
        var unused = keepers.await(landing.thenApply(nothing -> true));
        return status();
    }

    /**
     * Forgets the grant: it is not handed out from now on, every record of the client goes, and what a refresh in flight
     * brings is dropped.
     *
     * @throws IOException when the disk refuses; nothing is handed out all the same, and the removal is tried again
     */
    public void forget() throws IOException {
        var done = new CompletableFuture<Optional<IOException>>();
        withdraw(View.forgotten(terms), () -> custody.forget(done));
        var said = keepers.await(done);
        if (said.isEmpty()) {
            throw new IOException(UNANSWERED);
        }
        if (said.get().isPresent()) {
            throw said.get().get();
        }
    }

    /**
     * Ends the grant at its provider (RFC 7009) and forgets it here, whatever the provider says. It is not handed out from
     * the moment on at which that begins. Waits for the end at most the token timeout.
     *
     * @throws IOException when the disk refuses to remove the grant; that is tried again
     */
    public Parting revoke() throws IOException {
        var done = new CompletableFuture<Parting>();
        lane.submit(() -> custody.revoke(done));
        var how = keepers.await(done)
                .orElse(new Parting(
                        Parting.Kind.UNDERWAY, "the provider has not answered yet; the grant goes all the same"));
        if (how.notRemoved() != null) {
            throw how.notRemoved();
        }
        return how;
    }

    /** Asks the provider about the token (RFC 7662). Changes nothing. Waits for the answer at most the token timeout. */
    public Inquiry introspect() {
        var done = new CompletableFuture<Inquiry>();
        lane.submit(() -> custody.introspect(done));
        return keepers.await(done).orElse(Inquiry.LATE);
    }

    /** The grant is on its way out: called in the lane only. */
    void hide() {
        hidden = View.forgotten(terms);
        showcase.withdraw(hidden);
    }

    /** It is gone: called in the lane only. */
    void unhide() {
        if (hidden != null) {
            showcase.reopen(hidden);
        }
    }

    /**
     * Takes the grant out of quarantine and begins the refresh that shows what it is worth.
     *
     * @return the status when that has landed; when the disk refuses, why, and nothing is changed
     */
    CompletableFuture<ClientStatus> release(Quarantines quarantines, String batch) {
        var landing = new CompletableFuture<Void>();
        var refused = new AtomicReference<@Nullable ClientStatus>();
        lane.submit(() -> {
            try {
                if (quarantines.release(name, batch)) {
                    custody.reload();
                }
                custody.refreshNow(Motive.RELEASE, landing);
            } catch (IOException e) {
                refused.set(View.notReleased(batch, e));
                landing.complete(null);
            }
        });
        return landing.thenApply(nothing -> Objects.requireNonNullElseGet(refused.get(), this::status));
    }

    void configure(ClientTerms next) {
        terms = next;
        var refusal = View.refusal(next);
        if (refusal == null) {
            showcase.doubt();
            lane.submit(() -> custody.configure(next));
        } else {
            withdraw(refusal, () -> custody.configure(next));
        }
    }

    /** All configurations were delivered; without one, this client is not configured. */
    void started() {
        lane.submit(custody::started);
    }

    /** Writes down what became of a sign-in. */
    public void note(ClientEvent.Kind kind, String text) {
        lane.submit(() -> custody.note(kind, text));
    }

    /**
     * The store changed. Also told for what this keeper wrote itself: a store may tell a change of others on the thread
     * that writes ours.
     */
    void storeChanged() {
        showcase.doubt();
        lane.submit(custody::reload);
    }

    void clockJumped(boolean forwards) {
        lane.submit(() -> custody.clockJumped(forwards));
    }

    void ringOverdue(Duration by) {
        if (custody.agenda().overdue(by)) {
            lane.submit(() -> custody.agenda().ringOverdue(by));
        }
    }

    /** Ends when everything that was asked of this keeper until now is done, but for what waits for the provider. */
    CompletableFuture<Void> settled() {
        var done = new CompletableFuture<Void>();
        lane.submit(() -> done.complete(null));
        return done;
    }

    /** Sends nothing from now on; ends when what is out has landed. */
    CompletableFuture<Void> retired() {
        var landing = new CompletableFuture<Void>();
        lane.submit(() -> custody.retire(landing));
        return landing;
    }

    void close() {
        lane.submit(() -> {
            custody.agenda().clear();
            // Guards against an answer that comes later: it would plan and send again, over a store of others.
            lane.close();
        });
    }

    /** Whether somebody waits for a token. */
    boolean awaited() {
        return waiters.get() != null;
    }

    /**
     * Publishes; called in the lane only.
     *
     * @return what callers are answered now (null: they have to wait)
     */
    @Nullable
    TokenResult show(View view) {
        var result = showcase.show(view);
        tell(view);
        if (result != null) {
            var waiting = waiters.getAndSet(null);
            if (waiting != null) {
                waiting.complete(result);
            }
        }
        return result;
    }

    private void tell(View view) {
        var held = view.held();
        if (held == null) {
            return;
        }
        if (held != told) {
            told = held;
            telling.submit(() -> keepers.tell(name, held));
        }
        var token = view.grant() == null ? null : view.grant().granted().token();
        var now = Standing.of(view, held, standing, token == null || isIssued(token));
        issued = token;
        if (!now.isLike(standing)) {
            standing = now;
            telling.submit(() -> keepers.tell(name, now));
        }
    }

    /** Whether others were told of the token; one that is read from the store again is another object. */
    private boolean isIssued(AccessToken token) {
        return token == issued
                || (issued != null && token.expiresAt().equals(issued.expiresAt()) && same(token, issued));
    }

    // Takes the token away before the lane gets to it: it may be busy with a disk that hangs.
    private void withdraw(TokenResult answer, Runnable task) {
        showcase.withdraw(answer);
        lane.submit(() -> {
            showcase.reopen(answer);
            task.run();
        });
    }

    private TokenResult withoutToken() {
        var remembered = showcase.standing();
        return remembered != null ? remembered : join();
    }

    private @Nullable TokenResult known(Duration minimum) {
        var granted = showcase.usable();
        if (granted == null) {
            return showcase.standing();
        }
        return custody.minima().lasts(granted, minimum) ? granted : null;
    }

    private CompletableFuture<TokenResult> ask(Duration minimum) {
        return custody.minima().ask(minimum, () -> lane.submit(custody::demand));
    }

    private TokenResult join() {
        var mine = new CompletableFuture<TokenResult>();
        var joined = waiters.updateAndGet(present -> present == null ? mine : present);
        if (joined == mine) {
            lane.submit(custody::demand);
        }
        return keepers.await(joined).orElseGet(this::outOfPatience);
    }

    private TokenResult outOfPatience() {
        var granted = showcase.newest();
        return granted != null ? granted : NOT_YET;
    }

    private static boolean same(AccessToken one, AccessToken other) {
        return MessageDigest.isEqual(one.value().getBytes(UTF_8), other.value().getBytes(UTF_8));
    }
}
