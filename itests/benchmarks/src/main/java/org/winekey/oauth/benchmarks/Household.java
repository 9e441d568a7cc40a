// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.benchmarks.subject.Consent;
import org.winekey.oauth.core.osgi.Controller;

/** A service with many clients that are signed in. Not thread-safe. */
final class Household implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<String> clients;
    private final Controller controller;

    Household(int clients) {
        this.clients = names(clients);
        var settings = new LinkedHashMap<String, Map<String, Object>>();
        this.clients.forEach(client -> settings.put(client, Consent.settings(Shop.TOKEN_ENDPOINT)));
        controller = new Controller(Controller.settings(Shop.folder(Shop.MANY), Shop.key(Shop.MANY)), settings);
    }

    static List<String> names(int clients) {
        return IntStream.range(0, clients).mapToObj(Shop::client).toList();
    }

    /** Ends when each client has handed out its token; their length. */
    long start() {
        controller.start();
        var length = 0L;
        for (var client : clients) {
            length += token(client).token().value().length();
        }
        return length;
    }

    // Guards against a machine so slow that the service does not wait for all settings.
    private Granted token(String client) {
        var result = controller.client(client).token();
        while (!(result instanceof Granted)) {
            LockSupport.parkNanos(PAUSE_NANOS);
            result = controller.client(client).token();
        }
        return (Granted) result;
    }

    @Override
    public void close() {
        controller.close();
    }
}
