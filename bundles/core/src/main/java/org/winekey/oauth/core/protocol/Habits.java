// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

/** What is known of how a provider treats the tokens it gave, and no answer of it tells. Immutable. */
public record Habits() {

    /** Nothing is known. */
    public static final Habits PLAIN = new Habits();
}
