// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.time.Instant;

/** Wall and monotonic time. Thread-safe. */
public interface Time {

    /** The wall clock; may be wrong, may jump. */
    Instant now();

    /** Nanoseconds since some moment of this run; never jumps, compare by difference only. */
    long nanos();
}
