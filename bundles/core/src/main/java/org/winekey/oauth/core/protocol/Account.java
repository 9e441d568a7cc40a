// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * An account at the provider, as its userinfo endpoint names it (OpenID Connect Core section 5.3.2). Immutable.
 *
 * @param subject the identifier that never changes, as it came; compared, never shown
 * @param label a name for people, filtered and capped but not escaped for HTML; null when the provider gave none
 */
public record Account(String subject, @Nullable String label) {

    /** Refuses null. */
    public Account {
        requireNonNull(subject, "subject");
    }

    /** What to show to people: the name, and the identifier that tells two accounts of one name apart. */
    public String shown() {
        var identifier = ForeignText.plain(subject);
        return label == null ? identifier : label + " (" + identifier + ")";
    }

    @Override
    public String toString() {
        return "Account[***]";
    }
}
