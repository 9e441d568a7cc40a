// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import java.io.IOException;
import java.lang.ref.Reference;
import java.util.List;
import org.winekey.oauth.core.osgi.Controller;
import org.winekey.oauth.core.seam.DiskStoreIo;

/** Weighs what a service with many clients keeps; in a JVM of its own, where nothing else is. */
public final class Scales {

    private static final int COLLECTIONS = 4;

    private Scales() {}

    /**
     * Prints bytes for each client of the store and of the whole service, and the threads of the service.
     *
     * @param arguments how many clients
     */
    public static void main(String[] arguments) throws IOException {
        var clients = Integer.parseInt(arguments[0]);
        warmUp();
        System.out.println(store() / clients + " " + service(clients));
        // Threads of the HTTP client may be left.
        System.exit(0);
    }

    // Guards against weighing classes.
    private static void warmUp() throws IOException {
        store();
        try (var household = new Household(1)) {
            household.start();
        }
    }

    private static long store() throws IOException {
        var before = used();
        try (var shop = Shop.open(new DiskStoreIo(), Shop.MANY)) {
            shop.readAll();
            return used() - before;
        }
    }

    private static String service(int clients) {
        try (var household = new Household(clients)) {
            var names = Household.names(clients);
            var ofFramework = framework(names);
            var before = used();
            var threads = Thread.activeCount();
            household.start();
            return (used() - before - ofFramework) / clients + " " + (Thread.activeCount() - threads);
        }
    }

    private static long framework(List<String> clients) {
        var before = used();
        var framework = Controller.frameworkOf(clients);
        try {
            return used() - before;
        } finally {
            Reference.reachabilityFence(framework);
        }
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
