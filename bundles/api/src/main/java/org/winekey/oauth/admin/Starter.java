// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

/**
 * Who started a sign-in, and through which face.
 *
 * @param face {@code page}, {@code api} or {@code shell} (never null)
 * @param user the authenticated user (never null); characters that show nothing, or turn what follows round, become {@code ?}
 */
public record Starter(String face, String user) {
    /** Refuses nulls, and characters that deceive whoever reads. */
    public Starter {
        requireNonNull(face, "face");
        user = requireNonNull(user, "user").replaceAll("\\p{C}", "?");
    }
}
