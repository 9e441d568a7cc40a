// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.util.Objects.requireNonNull;

import org.winekey.oauth.core.protocol.Registration;

/** What the settings say about a client at present. Immutable. */
public sealed interface ClientTerms {

    /** The settings are complete. */
    record Ready(Registration registration) implements ClientTerms {
        /** Refuses null. */
        public Ready {
            requireNonNull(registration, "registration");
        }
    }

    /** The settings are wrong or incomplete; a grant that is held goes on with the registration that got it. */
    record Wrong(String key, String reason) implements ClientTerms {}

    /** The settings say {@code enabled=false}: nothing is handed out, nothing is refreshed, nothing is removed. */
    record Disabled() implements ClientTerms {}

    /** No configuration of this name exists; a grant stays in the store until the name returns. */
    record Absent() implements ClientTerms {}

    /**
     * The settings are complete but for what the provider says of itself, which is not known yet; a grant that is held goes
     * on with the registration that got it.
     */
    record Awaiting(String reason) implements ClientTerms {}

    /** The configurations were not all delivered yet. */
    record Starting() implements ClientTerms {}
}
