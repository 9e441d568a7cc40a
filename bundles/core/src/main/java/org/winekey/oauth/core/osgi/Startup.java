// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.HashSet;
import java.util.Set;

/**
 * Opens the doors once: when every configuration that was there at the start has been delivered and the store has been
 * tried. Thread-safe.
 */
final class Startup {

    private final Runnable open;
    private final Set<String> missing = new HashSet<>(); // guarded by this
    private boolean storeTried; // guarded by this
    private boolean counted; // guarded by this
    private boolean opened; // guarded by this

    Startup(Runnable open) {
        this.open = open;
    }

    /** Waits for these configurations. */
    void expect(Set<String> pids) {
        synchronized (this) {
            missing.addAll(pids);
            counted = true;
        }
        openWhenReady();
    }

    /** A configuration came, or will not come any more. */
    void delivered(String pid) {
        synchronized (this) {
            missing.remove(pid);
        }
        openWhenReady();
    }

    /** The store is open, or it is known why not. */
    void storeTried() {
        synchronized (this) {
            storeTried = true;
        }
        openWhenReady();
    }

    /** Waits for configurations no longer. */
    void deadline() {
        expectNoMore();
        openWhenReady();
    }

    private synchronized void expectNoMore() {
        missing.clear();
        counted = true;
    }

    private void openWhenReady() {
        synchronized (this) {
            if (opened || !storeTried || !counted || !missing.isEmpty()) {
                return;
            }
            opened = true;
        }
        open.run();
    }
}
