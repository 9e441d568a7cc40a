// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.testing;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthListener;
import org.winekey.oauth.TokenResult;

/**
 * An {@link OAuthClient} that does what a test says. It begins like one that was just configured: somebody has to sign in.
 * After {@link #signIn} it hands out {@code token-1}; when that has ended, is rejected, or does not last as long as is
 * asked for, {@code token-2}, and so on, as a provider that works. While it is in {@link #unavailable trouble} it refreshes nothing,
 * and like the real one hands out the token that it has until that ends.
 *
 * <p>Thread-safe. Listeners are told on the calling thread.
 */
public final class FakeOAuthClient implements OAuthClient {

    /** How long a token lasts. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    private final String name;
    private final Clock clock;
    private final Consumer<Consumer<OAuthListener>> listeners;
    private final List<AccessToken> rejections = new ArrayList<>(); // guarded by this
    private final HttpClient http = new FakeHttpClient(this);
    private final FakeSettings settings = new FakeSettings();

    private @Nullable AccessToken token; // guarded by this
    private @Nullable AccessToken rejected; // guarded by this
    private @Nullable TokenResult trouble; // guarded by this
    private Set<String> scopes = Set.of(); // guarded by this
    private ClientStatus status = ClientStatus.of(Code.SIGN_IN_REQUIRED, "nobody has signed in yet"); // guarded by this
    private int issued; // guarded by this
    private boolean held; // guarded by this

    FakeOAuthClient(String name, Clock clock, Consumer<Consumer<OAuthListener>> listeners) {
        this.name = name;
        this.clock = clock;
        this.listeners = listeners;
    }

    /**
     * A person signs in: the next token is there, and every trouble is over.
     *
     * @param scopes what was granted (may be empty)
     * @return this client
     */
    public FakeOAuthClient signIn(String... scopes) {
        synchronized (this) {
            this.scopes = Set.of(scopes);
            trouble = null;
            held = true;
            issue();
            status = ClientStatus.of(Code.AUTHORIZED, "signed in");
        }
        tell(listener -> listener.authorized(name));
        tell(listener -> listener.available(name));
        tellIssued();
        return statusChanged();
    }

    /**
     * A grant is there with exactly this token, as if it had been signed in to before.
     *
     * @param token the token (never null)
     * @return this client
     */
    public FakeOAuthClient grant(AccessToken token) {
        synchronized (this) {
            this.token = requireNonNull(token, "token");
            scopes = token.scopes();
            trouble = null;
            held = true;
            status = ClientStatus.of(Code.AUTHORIZED, "signed in");
        }
        tell(listener -> listener.available(name));
        return statusChanged();
    }

    /**
     * The access token ends now. Who asks next gets another one, if nothing is in the way.
     *
     * @return this client
     */
    public synchronized FakeOAuthClient expire() {
        token = null;
        return this;
    }

    /**
     * The provider or the way to it fails; the token lasts until it ends.
     *
     * @param reason why (never null)
     * @param retryAt when asking again makes sense (null: not known)
     * @return this client
     */
    public FakeOAuthClient unavailable(String reason, @Nullable Instant retryAt) {
        return fail(
                new TokenResult.Unavailable(reason, retryAt),
                ClientStatus.of(Code.UNAVAILABLE, reason).withRetryAt(retryAt));
    }

    /**
     * The provider works again.
     *
     * @return this client
     */
    public FakeOAuthClient recover() {
        synchronized (this) {
            trouble = null;
            status = held
                    ? ClientStatus.of(Code.AUTHORIZED, "signed in")
                    : ClientStatus.of(Code.SIGN_IN_REQUIRED, "nobody has signed in yet");
        }
        return statusChanged();
    }

    /**
     * The provider ended the grant, or it was forgotten: a person has to sign in.
     *
     * @param reason why (never null)
     * @return this client
     */
    public FakeOAuthClient requireSignIn(String reason) {
        var withdrawn =
                withdraw(new TokenResult.SignInRequired(reason), ClientStatus.of(Code.SIGN_IN_REQUIRED, reason));
        if (withdrawn) {
            tell(listener -> listener.withdrawn(name));
        }
        var now = status();
        tell(listener -> listener.authorizationRequired(name, now));
        return statusChanged();
    }

    /**
     * A setting is wrong; the token lasts until it ends.
     *
     * @param key the key (never null)
     * @param reason what is wrong with it (never null)
     * @return this client
     */
    public FakeOAuthClient misconfigure(String key, String reason) {
        return fail(
                new TokenResult.Misconfigured(key, reason),
                ClientStatus.of(Code.MISCONFIGURED, reason).withKey(key));
    }

    /**
     * The client is not configured any more.
     *
     * @return this client
     */
    public FakeOAuthClient remove() {
        var reason = "no configuration of this name exists; create one";
        var withdrawn = withdraw(
                new TokenResult.Misconfigured(CLIENT_PROPERTY, reason), ClientStatus.of(Code.NOT_CONFIGURED, reason));
        if (withdrawn) {
            tell(listener -> listener.withdrawn(name));
        }
        return this;
    }

    /**
     * The tokens that the integration told to be rejected, in order.
     *
     * @return an immutable snapshot (never null, may be empty)
     */
    public synchronized List<AccessToken> rejections() {
        return List.copyOf(rejections);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized ClientStatus status() {
        return status;
    }

    @Override
    public TokenResult token() {
        return token(Duration.ZERO);
    }

    @Override
    public TokenResult token(Duration minimumValidity) {
        if (minimumValidity == null || minimumValidity.isNegative()) {
            throw new IllegalArgumentException("minimumValidity must not be null or negative");
        }
        boolean fresh;
        TokenResult answer;
        synchronized (this) {
            fresh = trouble == null && held && (lasts(minimumValidity) == null || token == rejected);
            if (fresh) {
                issue();
            }
            var usable = lasts(Duration.ZERO);
            answer = usable != null ? new TokenResult.Granted(usable) : withoutToken();
        }
        if (fresh) {
            tellIssued();
        }
        return answer;
    }

    @Override
    public CompletionStage<TokenResult> tokenAsync(Duration minimumValidity) {
        return CompletableFuture.completedStage(token(minimumValidity));
    }

    @Override
    public synchronized void rejected(AccessToken token) {
        rejections.add(requireNonNull(token, "token"));
        rejected = token;
    }

    /** Adds the token to whatever it sends, wherever that goes, and asks once more after a 401. */
    @Override
    public HttpClient http() {
        return http;
    }

    @Override
    public Map<String, Object> settings() {
        return settings.shown();
    }

    /** Remembers the changes as the real one does; they change nothing else. */
    @Override
    public void updateSettings(Map<String, ? extends @Nullable Object> changes) {
        settings.update(changes);
    }

    synchronized boolean isConfigured() {
        return status.code() != Code.NOT_CONFIGURED;
    }

    void replay(OAuthListener listener) {
        var now = status();
        if (!isConfigured()) {
            return;
        }
        if (isHeld()) {
            listener.available(name);
        }
        if (now.code() == Code.SIGN_IN_REQUIRED) {
            listener.authorizationRequired(name, now);
        }
        listener.statusChanged(name, now);
    }

    private synchronized boolean isHeld() {
        return held;
    }

    private FakeOAuthClient fail(TokenResult result, ClientStatus how) {
        synchronized (this) {
            trouble = result;
            status = how;
        }
        return statusChanged();
    }

    private synchronized boolean withdraw(TokenResult result, ClientStatus how) {
        var before = held;
        held = false;
        token = null;
        trouble = result;
        status = how;
        return before;
    }

    private TokenResult withoutToken() {
        return trouble != null ? trouble : new TokenResult.SignInRequired(status.reason());
    }

    /** The token, if it lasts that long (null: it does not, or there is none). */
    private @Nullable AccessToken lasts(Duration minimum) {
        var present = token;
        return present != null
                        && present.expiresAt()
                                .map(end -> end.isAfter(clock.instant().plus(minimum)))
                                .orElse(true)
                ? present
                : null;
    }

    private void issue() {
        issued++;
        token = AccessToken.of("token-" + issued, clock.instant().plus(LIFETIME), scopes);
    }

    private void tellIssued() {
        Instant expiresAt;
        Set<String> granted;
        synchronized (this) {
            expiresAt = token == null ? null : token.expiresAt().orElse(null);
            granted = scopes;
        }
        tell(listener -> listener.tokenIssued(name, expiresAt, granted));
    }

    private FakeOAuthClient statusChanged() {
        var now = status();
        tell(listener -> listener.statusChanged(name, now));
        return this;
    }

    private void tell(Consumer<OAuthListener> word) {
        listeners.accept(word);
    }

    @Override
    public String toString() {
        return "FakeOAuthClient[" + name + "]";
    }
}
