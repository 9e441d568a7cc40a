// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What happened in one world or in many. Not thread-safe. */
final class Tally {

    /** The first violations are enough. */
    private static final int MOST = 20;

    long days;
    long clientDays;
    long refreshes;
    long posts;
    long tokens;
    long kills;
    long powerCuts;
    long starts;
    long startsRefused;
    long signIns;
    long lostRotations;
    long deadGrants;
    long events;
    long violations;
    final Map<Mishap, Long> hits = new EnumMap<>(Mishap.class);
    final List<String> firstViolations = new ArrayList<>();

    void hit(Mishap fault) {
        hits.merge(fault, 1L, Long::sum);
    }

    void violation(String what) {
        violations++;
        if (firstViolations.size() < MOST) {
            firstViolations.add(what);
        }
    }

    void add(Tally other) {
        days += other.days;
        clientDays += other.clientDays;
        refreshes += other.refreshes;
        posts += other.posts;
        tokens += other.tokens;
        kills += other.kills;
        powerCuts += other.powerCuts;
        starts += other.starts;
        startsRefused += other.startsRefused;
        signIns += other.signIns;
        lostRotations += other.lostRotations;
        deadGrants += other.deadGrants;
        events += other.events;
        violations += other.violations;
        other.hits.forEach((fault, count) -> hits.merge(fault, count, Long::sum));
        other.firstViolations.stream()
                .limit(MOST - (long) firstViolations.size())
                .forEach(firstViolations::add);
    }
}
