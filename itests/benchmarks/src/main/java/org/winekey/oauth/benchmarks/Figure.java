// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One result.
 *
 * @param name the benchmark
 * @param subject Winekey, a peer or a limit
 * @param unit of the value
 * @param value the median
 * @param bytesPerOp allocated for each call; null: not measured
 */
record Figure(
        String name,
        String subject,
        String unit,
        double value,
        @Nullable Double bytesPerOp) {

    static final String WINEKEY = "winekey";
    static final String VOLATILE_READ = "volatile-read";
    static final String HTTP = "java.net.http";
    static final String WRITE = "write-fdatasync";
    static final String DECRYPT = "read-decrypt";
}
