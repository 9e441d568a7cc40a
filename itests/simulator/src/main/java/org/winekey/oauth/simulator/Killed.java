// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

/** The process is dead; whatever of it still runs gets no further than its next call to a seam. */
final class Killed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
