// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.PendingGrant.Why;

/**
 * Who brought an answer home.
 *
 * @param name for people: a network address, a user, or {@code device}
 * @param why why that is not proven to be the starter; null: it is
 */
record Finisher(String name, @Nullable Why why) {

    /** Whoever typed the code: that is known to nobody. */
    static final Finisher DEVICE = new Finisher("device", Why.OTHER_DEVICE);

    /** Refuses null. */
    Finisher {
        requireNonNull(name, "name");
    }

    /** Whether it is the starter, as far as can be told. */
    boolean isStarter() {
        return why == null;
    }
}
