// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.time.Duration;
import java.util.function.Supplier;
import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.Time;

/**
 * What sign-ins work with. Thread-safe as its parts are.
 *
 * @param transport the way to providers
 * @param scheduler threads
 * @param time clocks
 * @param entropy chance
 * @param patience how long a caller waits for a provider, asked for at each request
 */
public record Means(
        HttpTransport transport, Scheduler scheduler, Time time, Entropy entropy, Supplier<Duration> patience) {}
