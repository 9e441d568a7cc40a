// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import org.winekey.oauth.core.seam.Entropy;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.Time;

/**
 * The ways to the outside world that the house is built on.
 *
 * @param time the clocks
 * @param work threads for our own work
 * @param errands threads on which code of other bundles may run, so that none of it can hold up a refresh
 * @param guests threads on which services of other bundles are called, so that none of it can hold up an errand
 * @param entropy chance
 * @param transport the network
 * @param disk the disk
 */
record Outside(
        Time time,
        Scheduler work,
        Scheduler errands,
        Scheduler guests,
        Entropy entropy,
        HttpTransport transport,
        StoreIo disk) {

    /** The same with another way to the network. */
    Outside with(HttpTransport other) {
        return new Outside(time, work, errands, guests, entropy, other, disk);
    }
}
