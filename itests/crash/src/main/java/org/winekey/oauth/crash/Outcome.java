// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

/**
 * What a programme counted.
 *
 * @param runs how often it hurt the store
 * @param lost after how many of them something acknowledged was missing, wrong or unreadable
 * @param remark what else is worth knowing; may be empty
 */
public record Outcome(long runs, long lost, String remark) {

    /** An outcome without a remark. */
    public static Outcome of(long runs, long lost) {
        return new Outcome(runs, lost, "");
    }

    @Override
    public String toString() {
        return runs + " runs, " + lost + " lost" + (remark.isEmpty() ? "" : " (" + remark + ")");
    }
}
