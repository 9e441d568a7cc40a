// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.testing;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthListener;
import org.winekey.oauth.OAuthService;

/**
 * An {@link OAuthService} for unit tests. Each client that is asked for exists, and nobody has signed in to it yet; what
 * becomes of it the test says with the methods of {@link FakeOAuthClient}.
 *
 * <p>Thread-safe.
 */
public final class FakeOAuthService implements OAuthService {

    private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Clock clock;
    private final Map<String, FakeOAuthClient> clients = new ConcurrentSkipListMap<>();
    private final List<OAuthListener> listeners = new CopyOnWriteArrayList<>();

    /** A service that looks at the clock of this machine. */
    public FakeOAuthService() {
        this(Clock.systemUTC());
    }

    /**
     * A service that looks at this clock, which decides when tokens end.
     *
     * @param clock the clock (never null)
     */
    public FakeOAuthService(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * The client of that name, always the same one.
     *
     * @param name the client name (never null)
     * @return the client (never null)
     * @throws IllegalArgumentException when the name is not a legal client name
     */
    @Override
    public FakeOAuthClient client(String name) {
        if (!LEGAL.matcher(name).matches()) {
            throw new IllegalArgumentException("not a client name: " + name);
        }
        return clients.computeIfAbsent(name, missing -> new FakeOAuthClient(missing, clock, this::tell));
    }

    @Override
    public Collection<OAuthClient> clients() {
        return clients.values().stream()
                .filter(FakeOAuthClient::isConfigured)
                .<OAuthClient>map(client -> client)
                .toList();
    }

    /**
     * Registers a listener, as the whiteboard does: it is told at once how each client is, then what changes. Here that
     * happens on the thread that causes it, before the cause returns.
     *
     * @param listener the listener (never null)
     */
    public void listen(OAuthListener listener) {
        listeners.add(requireNonNull(listener, "listener"));
        clients.values().forEach(client -> client.replay(listener));
    }

    /**
     * Takes a listener back; it is told nothing more.
     *
     * @param listener the listener (never null)
     */
    public void forget(OAuthListener listener) {
        listeners.remove(listener);
    }

    private void tell(Consumer<OAuthListener> word) {
        listeners.forEach(word);
    }
}
