// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

/** What the {@link Custody} of one client is made of. For one lane only. */
record Parts(
        Seams seams,
        Holding holding,
        Flight flight,
        Rejections rejections,
        Troubles troubles,
        Agenda agenda,
        Diary diary,
        Minima minima,
        Tally tally) {}
