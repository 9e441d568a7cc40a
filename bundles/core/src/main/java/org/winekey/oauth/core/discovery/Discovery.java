// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.vault.Vault;

/**
 * Keeps the metadata of the clients that name an issuer and no endpoints: what is pinned is told at once, without it the
 * provider is asked until it answers, and once a day it is asked again. The age of a pin stands in nobody's way.
 * Thread-safe; it works on a lane of its own and calls the listener there.
 */
public final class Discovery implements AutoCloseable {

    static final Duration DAY = Duration.ofDays(1);

    private static final Duration SPREAD = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    /** Who needs the metadata. */
    public interface Listener {
        /** This is known, as it is from now on. */
        void found(String client, Pin pin);

        /** Nothing is known yet; it is tried again. */
        void missing(String client, String issuer, Finding.Missing why);
    }

    private final Pins pins;
    private final Lookup lookup;
    private final Scheduler scheduler;
    private final Time time;
    private final Entropy entropy;
    private final Listener listener;
    private final Lane lane;
    private final Map<String, Search> searches = new HashMap<>(); // touched on the lane only

    /** A discovery that pins in this vault; nothing happens before somebody is in need. */
    public Discovery(
            Vault vault, HttpTransport transport, Scheduler scheduler, Time time, Entropy entropy, Listener listener) {
        this.pins = new Pins(vault, entropy);
        this.lookup = new Lookup(transport, time);
        this.scheduler = scheduler;
        this.time = time;
        this.entropy = entropy;
        this.listener = listener;
        this.lane = new Lane("discovery", scheduler);
    }

    /** From now on this client needs the metadata of this issuer; when it did before and has none, it is asked for now. */
    public void need(String client, String issuer, Route route) {
        lane.submit(() -> {
            var known = searches.get(client);
            if (known == null || !known.isFor(issuer, route)) {
                drop(known);
                known = new Search(client, issuer, route);
                searches.put(client, known);
            }
            known.start();
        });
    }

    /** This client needs no metadata any more; its pin stays. */
    public void release(String client) {
        lane.submit(() -> drop(searches.remove(client)));
    }

    private static void drop(@Nullable Search search) {
        if (search != null) {
            search.end();
        }
    }

    /** Drops what has not started. */
    @Override
    public void close() {
        lane.close();
    }

    /** What one client needs. For the lane only. */
    private final class Search {

        private final String client;
        private final String issuer;
        private final Route route;
        private final Waits waits = new Waits(entropy);
        private @Nullable Pin pin;
        private Scheduler.@Nullable Cancellable planned;
        private boolean asking;
        private boolean toldToWait;
        private boolean ended;

        Search(String client, String issuer, Route route) {
            this.client = client;
            this.issuer = issuer;
            this.route = route;
        }

        boolean isFor(String otherIssuer, Route otherRoute) {
            return issuer.equals(otherIssuer) && route.equals(otherRoute);
        }

        void end() {
            ended = true;
            cancel();
        }

        /** Whoever is in need again is served at once, unless the server asked for a wait. */
        void start() {
            if (!isPinRead()) {
                return;
            }
            if (pin == null) {
                if (!toldToWait || planned == null) {
                    ask();
                }
                return;
            }
            listener.found(client, pin);
            if (planned == null && !asking) {
                plan(untilDue(pin));
            }
        }

        /** Guards against a document that takes the place of a pin which only could not be read. */
        private boolean isPinRead() {
            try {
                pin = pin == null ? pins.read(client, issuer, route).orElse(null) : pin;
                return true;
            } catch (IOException e) {
                LOG.warn("The pinned metadata of {} cannot be read: {}", client, e.getMessage());
                land(missing("cannot be read from the token store, see the log"));
                return false;
            }
        }

        private Finding.Missing missing(String why) {
            return new Finding.Missing(false, "the metadata of " + issuer + " " + why, null);
        }

        /** A clock that was set back makes a pin no younger. */
        private Duration untilDue(Pin known) {
            var age = Duration.between(known.checkedAt(), time.now());
            return age.isNegative() || age.compareTo(DAY) > 0 ? waits.within(SPREAD) : DAY.minus(age);
        }

        private void ask() {
            cancel();
            if (asking) {
                return;
            }
            asking = true;
            var unused = lookup.find(issuer, route)
                    .exceptionally(fault -> {
                        LOG.error("The search for the metadata of {} ended by a fault of ours", client, fault);
                        return missing("was not found because of an internal fault, see the log");
                    })
                    .thenAccept(finding -> lane.submit(() -> {
                        asking = false;
                        if (!ended) {
                            land(finding);
                        }
                    }));
        }

        private void land(Finding finding) {
            if (finding instanceof Finding.Found found) {
                land(found.metadata());
            } else {
                land((Finding.Missing) finding);
            }
        }

        private void land(Metadata metadata) {
            var now = time.now();
            keep(pin == null ? new Pin(metadata, now, null) : pin.after(metadata, now));
        }

        private void land(Finding.Missing missing) {
            if (pin != null && missing.misconfigured()) {
                keep(pin.after(missing, time.now()));
                return;
            }
            LOG.debug("{}: {}", client, missing.reason());
            toldToWait = missing.retryAfter() != null;
            if (pin == null) {
                listener.missing(client, issuer, missing);
            }
            plan(waits.afterFailure(missing, pin != null));
        }

        /** Durable before anybody works with it; what cannot be kept is asked for again. */
        private void keep(Pin next) {
            try {
                pins.write(client, next);
            } catch (IOException e) {
                LOG.warn("The metadata of {} cannot be stored: {}", client, e.getMessage());
                land(missing("cannot be stored, see the log"));
                return;
            }
            tell(next);
            pin = next;
            waits.reset();
            plan(DAY);
        }

        private void tell(Pin next) {
            if (next.refusal() != null && (pin == null || !next.refusal().equals(pin.refusal()))) {
                LOG.warn("{}: {}", client, next.refusal());
            }
            listener.found(client, next);
        }

        private void plan(Duration wait) {
            cancel();
            planned = scheduler.after(
                    wait,
                    () -> lane.submit(() -> {
                        planned = null;
                        again();
                    }));
        }

        private void again() {
            if (ended) {
                return;
            }
            if (pin == null) {
                start();
            } else {
                ask();
            }
        }

        private void cancel() {
            if (planned != null) {
                planned.cancel();
                planned = null;
            }
        }
    }
}
