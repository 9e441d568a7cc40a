// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.RetryAfter;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.seam.Time;

/** Asks for an issuer's metadata, at one address after the other; no redirect is followed. Thread-safe. */
final class Lookup {

    /** Most bytes of a document that are read. */
    static final int BODY_CAP = 64 * 1024;

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Map<String, String> HEADERS = Map.of("Accept", "application/json", "User-Agent", "winekey");

    private final HttpTransport transport;
    private final Time time;

    Lookup(HttpTransport transport, Time time) {
        this.transport = transport;
        this.time = time;
    }

    /** Never fails; may be completed by a thread of the network. */
    CompletableFuture<Finding> find(String issuer, Route route) {
        return new Search(issuer, route).next();
    }

    /** One walk through the addresses. */
    private final class Search {

        private final String issuer;
        private final Route route;
        private final List<URI> open;
        private final List<String> notHere = new ArrayList<>(); // one answer after the other

        Search(String issuer, Route route) {
            this.issuer = issuer;
            this.route = route;
            this.open = new ArrayList<>(WellKnown.of(issuer));
        }

        CompletableFuture<Finding> next() {
            if (open.isEmpty()) {
                return CompletableFuture.completedFuture(missing(
                        "is not where it should be (" + String.join("; ", notHere) + "); check the issuer", null));
            }
            var uri = open.remove(0);
            var call = new HttpTransport.Call("GET", uri, HEADERS, new byte[0], DEADLINE, BODY_CAP, route);
            return transport.send(call).thenCompose(outcome -> judged(uri, outcome));
        }

        private CompletableFuture<Finding> judged(URI uri, Outcome outcome) {
            if (outcome instanceof Failed failed) {
                return CompletableFuture.completedFuture(missing("cannot be fetched: " + failed.detail(), null));
            }
            var answer = (Answered) outcome;
            var status = answer.status();
            if (status == 429 || status >= 500) {
                var wait = RetryAfter.of(answer, time.now());
                return CompletableFuture.completedFuture(
                        missing("cannot be fetched: the server answered " + status, wait));
            }
            var document = status == 200 ? document(answer) : null;
            if (document == null) {
                notHere.add(uri.getPath() + ": " + (status == 200 ? "no metadata" : status));
                return next();
            }
            return CompletableFuture.completedFuture(new MetadataReader(issuer, route).read(document));
        }

        private Finding.Missing missing(String why, @Nullable Duration retryAfter) {
            return new Finding.Missing(false, "the metadata of " + issuer + " " + why, retryAfter);
        }
    }

    /** Null: it is none, such as the page that a server shows for every address. */
    private static @Nullable Map<String, @Nullable Object> document(Answered answer) {
        try {
            var document = Json.readObject(answer.body());
            return MetadataReader.isMetadata(document) ? document : null;
        } catch (JsonException e) {
            return null;
        }
    }
}
