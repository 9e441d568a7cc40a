// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import org.jspecify.annotations.Nullable;

/** One client of the controller, and what the world knows about it. Not thread-safe. */
final class Client {

    private static final long MINUTE = 60_000_000_000L;
    private static final long HOUR = 60 * MINUTE;

    final int number;
    final String name;
    final HostileProvider provider;
    final Settings settings;

    /** Mean time between two calls of its integration. */
    final long callEvery;

    /** Sign-ins up to this family were forgotten. */
    int forgottenUpTo = -1;

    /** A forgetting may or may not have reached the disk. */
    boolean maybeForgotten;

    /** The newest family whose sign-in was acknowledged. */
    int signedIn = -1;

    long signedInAt;

    /** The newest pair that was handed out and is durable. */
    int ackedFamily = -1;

    int ackedAccess = -1;

    /** A clock, a sleep or an API made the end of the held token uncertain. */
    boolean doubtful;

    /** The provider said that a person is needed, or something that amounts to it. */
    boolean personAsked;

    boolean personOnTheWay;

    /** What blames the settings was said since the last success. */
    boolean settingsBlamed;

    long settingsBlamedSince;

    /** Nothing may be sent before that moment by the process of that number. */
    long notBefore;

    int notBeforeFor = -1;

    /** Since when its settings forbid it to send. */
    long silentFrom = Long.MAX_VALUE;

    long liedAt = Long.MIN_VALUE / 2;

    boolean signInAtSend;
    boolean forgetAtSend;

    long apiRejectsUntil;
    boolean apiRejectsNext;

    private long hour;
    private int requests;
    private @Nullable Mishap fault;
    private long armedUntil;
    private int exchanges;
    private long span;
    private long faultUntil;
    private long wellFrom;
    private int patience = 15;

    Client(int number, HostileProvider provider, Settings settings, long callEvery) {
        this.number = number;
        this.name = settings.name();
        this.provider = provider;
        this.settings = settings;
        this.callEvery = callEvery;
    }

    /** One more request; how many that makes in this hour. */
    int request(long now) {
        if (now / HOUR != hour) {
            hour = now / HOUR;
            requests = 0;
        }
        return ++requests;
    }

    void processDied() {
        requests = 0;
    }

    /** A fault waits for the next request: for that many, or from then on for a span. */
    void arm(Mishap what, long until, int most, long forSpan) {
        fault = what;
        armedUntil = until;
        exchanges = most;
        span = forSpan;
        faultUntil = 0;
        troubled(what, until);
    }

    boolean isArmed(long now) {
        return fault != null && (now < armedUntil || now < faultUntil);
    }

    /** What happens to a request that is sent now (null: nothing). */
    @Nullable
    Mishap strike(long now) {
        var what = fault;
        if (what == null) {
            return null;
        }
        if (now < faultUntil) {
            return what;
        }
        if (faultUntil > 0 || now >= armedUntil) {
            fault = null;
            return null;
        }
        if (span > 0) {
            faultUntil = now + span;
            armedUntil = 0;
        } else if (--exchanges <= 0) {
            fault = null;
        }
        wellFrom = Math.max(now, faultUntil);
        return what;
    }

    /** Not well until then, and so long afterwards as the effect allows. */
    void troubled(Mishap by, long until) {
        wellFrom = Math.max(wellFrom, until);
        patience = Math.max(patience, by.effect().minutes());
    }

    /** Whether network, provider and settings have been well so long that it must have a token. */
    boolean mustBeWell(long now, long machineWellFrom) {
        return now > Math.max(wellFrom, machineWellFrom) + (patience + 3) * MINUTE;
    }

    /** A refresh succeeded. */
    void succeeded(boolean clockIsRight) {
        patience = 15;
        personAsked = false;
        settingsBlamed = false;
        if (clockIsRight) {
            doubtful = false;
        }
    }

    void blamed(long now) {
        if (!settingsBlamed) {
            settingsBlamed = true;
            settingsBlamedSince = now;
        }
    }
}
