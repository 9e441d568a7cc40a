// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Time;

/**
 * A token endpoint that tells the truth: it rotates, takes the refresh token before the newest once more and answers with
 * the same successor, and notes who breaks the rules of sending. Pairs of tokens are numbered from 0. Thread-safe.
 */
public final class Provider {

    /** The answer to a refresh token that is spent. */
    public static final String SPENT = "{\"error\":\"invalid_grant\"}";

    private static final String REFRESH = "refresh-";
    private static final String ACCESS = "access-";
    /** A client may take its token for expired a little before this side does. */
    private static final Duration EARLY = Duration.ofMillis(500);

    private static final int MOST_SENDS = 2;

    private final Time time;
    private final Duration lifetime;
    private final Map<Integer, Integer> presented = new HashMap<>();
    private final Map<Integer, Long> deadNanos = new HashMap<>();
    private final Set<Integer> inFlight = new HashSet<>();
    private final List<String> offences = new ArrayList<>();
    private int newest;
    private int published;
    private int repeats;

    /** A provider that has just issued pair 0, with access tokens of that lifetime. */
    public Provider(Time time, Duration lifetime) {
        this.time = time;
        this.lifetime = lifetime;
        issuedNow(0);
    }

    /** The refresh token of a pair. */
    public static String refreshToken(int number) {
        return REFRESH + number;
    }

    /** The access token of a pair. */
    public static String accessToken(int number) {
        return ACCESS + number;
    }

    /** Which pair an access token is of. */
    public static int numberOf(String accessToken) {
        return Integer.parseInt(accessToken.substring(ACCESS.length()));
    }

    /** A request has arrived; gives the number of the pair whose refresh token it presents. */
    public synchronized int arrived(byte[] form) {
        var text = new String(form, UTF_8);
        var at = text.indexOf(REFRESH) + REFRESH.length();
        var number = Integer.parseInt(text.substring(at).split("&", 2)[0]);
        var times = presented.merge(number, 1, Integer::sum);
        repeats += times > 1 ? 1 : 0;
        if (!inFlight.add(number)) {
            offences.add(number + " was sent while it was out");
        }
        if (number < published) {
            offences.add(number + " was sent after its successor was published");
        }
        if (times > MOST_SENDS && time.nanos() - deadNanos.getOrDefault(number, 0L) < 0) {
            offences.add(number + " was sent " + times + " times while its access token lived");
        }
        return number;
    }

    /** The answer to it (empty: that refresh token is spent). */
    public synchronized Optional<String> answer(int number) {
        inFlight.remove(number);
        if (number == newest) {
            newest++;
            issuedNow(newest);
        } else if (number != newest - 1) {
            offences.add(number + " was sent when " + newest + " was the newest");
            return Optional.empty();
        }
        return Optional.of("{\"access_token\":\"" + accessToken(newest) + "\",\"refresh_token\":\""
                + refreshToken(newest) + "\",\"token_type\":\"Bearer\",\"expires_in\":" + lifetime.toSeconds() + "}");
    }

    /** The same as an engine gets it. */
    public HttpTransport.Outcome outcome(int number) {
        var granted = answer(number);
        var body = granted.orElse(SPENT).getBytes(UTF_8);
        var headers = Map.of("content-type", List.of("application/json"));
        return new HttpTransport.Answered(granted.isPresent() ? 200 : 400, headers, body);
    }

    private void issuedNow(int number) {
        deadNanos.put(number, time.nanos() + lifetime.minus(EARLY).toNanos());
    }

    /** The client has handed out that access token: what came before is never sent again. */
    public synchronized void published(int number) {
        published = Math.max(published, number);
    }

    /** The client died: what it had sent is no longer out. */
    public synchronized void clientDied() {
        inFlight.clear();
    }

    /** The newest pair that was published. */
    public synchronized int published() {
        return published;
    }

    /** The newest pair that was issued. */
    public synchronized int newest() {
        return newest;
    }

    /** How often a refresh token was sent that had been sent before. */
    public synchronized int repeats() {
        return repeats;
    }

    /** The broken rules since the last call. */
    public synchronized List<String> offences() {
        var since = List.copyOf(offences);
        offences.clear();
        return since;
    }
}
