// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.fault;

import java.io.IOException;
import org.winekey.oauth.crash.Weakness;

/** Something that uses the disk, while a planned call to it fails. */
interface Trial {

    /**
     * Runs from an empty disk on.
     *
     * @param weakness what the store is spared
     * @param fault how the disk fails
     * @param call which call fails, 1 being the first
     * @param count how many calls fail
     * @return what was lost or did not heal (empty: nothing)
     */
    String run(Weakness weakness, Fault fault, int call, int count) throws IOException;

    /** How many calls there are when none fails. */
    int calls() throws IOException;
}
