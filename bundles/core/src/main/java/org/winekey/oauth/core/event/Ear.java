// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.OAuthListener;
import org.winekey.oauth.core.seam.Lane;

/**
 * One listener, told on a lane of its own what is different from what it was told before. However slow it is, what waits
 * for it is one word for each client. Thread-safe.
 */
final class Ear {

    private static final Logger LOG = LoggerFactory.getLogger(Ear.class);

    private final String name;
    private final Lane lane;
    private final Supplier<@Nullable OAuthListener> listener;
    private final Function<String, @Nullable ClientState> states;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Map<String, ClientState> told = new HashMap<>(); // touched on the lane only

    /**
     * An ear that was told nothing.
     *
     * @param name whose it is, for the log
     * @param listener asked on the lane each time (null: it is gone)
     * @param states how a client is, as far as this listener may know (null: it may not, or there is no such client)
     */
    Ear(
            String name,
            Lane lane,
            Supplier<@Nullable OAuthListener> listener,
            Function<String, @Nullable ClientState> states) {
        this.name = name;
        this.lane = lane;
        this.listener = listener;
        this.states = states;
    }

    /** Something may be different with a client. Returns at once. */
    void look(String client) {
        if (waiting.add(client)) {
            lane.submit(() -> {
                waiting.remove(client);
                tell(client);
            });
        }
    }

    /** Is told nothing more. */
    void close() {
        lane.close();
    }

    private void tell(String client) {
        var present = listener.get();
        if (present == null) {
            return;
        }
        var now = states.apply(client);
        var before = now == null ? told.remove(client) : told.put(client, now);
        words(client, before, now).forEach(word -> say(present, word));
    }

    // The outer edge towards foreign code. A message may quote anything, so only the class of what is thrown is told.
    private void say(OAuthListener present, Consumer<OAuthListener> word) {
        try {
            word.accept(present);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            LOG.warn("A listener of {} ended with {}", name, e.getClass().getName());
        }
    }

    private static List<Consumer<OAuthListener>> words(
            String client, @Nullable ClientState before, @Nullable ClientState now) {
        var words = new ArrayList<Consumer<OAuthListener>>();
        var was = before != null && before.held();
        if (was && (now == null || !now.held())) {
            words.add(listener -> listener.withdrawn(client));
        }
        if (now == null) {
            return words;
        }
        var another = before != null && now.isOfAnotherGrant(before);
        if (another) {
            words.add(listener -> listener.authorized(client));
        }
        if (now.held() && (!was || another)) {
            words.add(listener -> listener.available(client));
        }
        if (before != null && now.issue() != before.issue() && now.held()) {
            words.add(listener -> listener.tokenIssued(client, now.expiresAt(), now.scopes()));
        }
        if (now.needsPerson() && (before == null || !before.needsPerson())) {
            words.add(listener -> listener.authorizationRequired(client, now.status()));
        }
        if (before == null || now.hasOtherStatus(before)) {
            words.add(listener -> listener.statusChanged(client, now.status()));
        }
        return words;
    }
}
