// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.Time;
import org.winekey.oauth.core.vault.Vault;

/** What the keepers need from outside their room, and what they share. */
record Seams(
        Vault vault, HttpTransport transport, Time time, Scheduler scheduler, Entropy entropy, Turnstile turnstile) {}
