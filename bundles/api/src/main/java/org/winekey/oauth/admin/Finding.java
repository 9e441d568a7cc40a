// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

/**
 * What a self-test found. It warns and forbids nothing: a controller may be unable to reach an address that every browser of
 * the house reaches.
 *
 * @param subject what was looked at, an address for example (never null)
 * @param good whether it is as it should be
 * @param text one or two sentences for people, with the remedy (never null)
 */
public record Finding(String subject, boolean good, String text) {
    /** Refuses nulls. */
    public Finding {
        requireNonNull(subject, "subject");
        requireNonNull(text, "text");
    }
}
