// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The thread that every {@code java.net.http} client has. */
final class SelectorThread {

    private static final Pattern NUMBER = Pattern.compile("\\(([0-9]+)\\)$");

    private SelectorThread() {}

    /**
     * Ends the client's thread and with it the connections. Java 17 has no call for this and waits for the garbage
     * collector, which on a quiet machine lets threads pile up; but the thread ends when it is interrupted. Later Java
     * versions have a call that waits for that thread, which may be the one we are on.
     */
    static void end(HttpClient http) {
        var number = NUMBER.matcher(http.toString());
        if (number.find()) {
            interrupt("HttpClient-" + number.group(1) + "-SelectorManager");
        }
    }

    private static void interrupt(String name) {
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        var threads = new Thread[group.activeCount() * 2 + 16];
        var count = group.enumerate(threads);
        Arrays.stream(threads, 0, count)
                .filter(thread -> thread.getName().equals(name))
                .forEach(Thread::interrupt);
    }
}
