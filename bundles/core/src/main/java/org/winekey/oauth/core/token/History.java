// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The last things that happened to one client; in memory only, bounded, each run of the same counted as one. Written by
 * the lane of the client, read by any thread.
 */
final class History {

    static final int MOST = 20;

    /** What a person did is rare and explains more, so it keeps the other places. */
    private static final int MOST_ROUTINE = 12;

    private volatile List<Happening> oldestFirst = List.of();

    void add(Happening next) {
        var happenings = new ArrayList<>(oldestFirst);
        var same = indexOfSame(happenings, next);
        happenings.add(same < 0 ? next : happenings.remove(same).andAgain(next));
        if (happenings.size() > MOST) {
            happenings.remove(indexOfLeast(happenings));
        }
        oldestFirst = List.copyOf(happenings);
    }

    /** A snapshot. */
    List<Happening> newestFirst() {
        var happenings = new ArrayList<>(oldestFirst);
        Collections.reverse(happenings);
        return Collections.unmodifiableList(happenings);
    }

    // Guards against an outage that alternates between two faults: until something else happens they are one run.
    private static int indexOfSame(List<Happening> happenings, Happening next) {
        for (var i = happenings.size() - 1; i >= 0; i--) {
            if (happenings.get(i).sameAs(next)) {
                return i;
            }
            if (!next.isFault() || !happenings.get(i).isFault()) {
                return -1;
            }
        }
        return -1;
    }

    private static int indexOfLeast(List<Happening> happenings) {
        var routine = happenings.stream().filter(Happening::isRoutine).count();
        for (var i = 0; routine > MOST_ROUTINE; i++) {
            if (happenings.get(i).isRoutine()) {
                return i;
            }
        }
        return 0;
    }
}
