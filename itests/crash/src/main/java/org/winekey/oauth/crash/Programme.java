// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.util.List;
import java.util.Optional;

/** One way to hurt a store, again and again. */
public interface Programme {

    /** Its name on the command line. */
    String name();

    /** Weakened stores that it must catch, each by at least one loss. */
    List<Weakness> mustCatch();

    /** Whether it is part of the quick form: needs seconds, no other tool and no special rights. */
    boolean isQuick();

    /** What it lacks on this machine (empty: nothing). */
    default Optional<String> lacks() {
        return Optional.empty();
    }

    /** Runs it against a store, weakened or not. */
    Outcome run(Weakness weakness, Scale scale) throws Exception;
}
