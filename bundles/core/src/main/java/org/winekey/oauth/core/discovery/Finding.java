// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a search for metadata ended. Immutable. */
public sealed interface Finding {

    /** It is there. */
    record Found(Metadata metadata) implements Finding {}

    /**
     * It is not there, or cannot be used.
     *
     * @param misconfigured whether the setting is wrong: the document speaks of another issuer or lacks what is needed;
     *     otherwise waiting helps
     * @param reason one sentence for people, which names the issuer
     * @param retryAfter how long the server asks to wait (null: it does not say)
     */
    record Missing(
            boolean misconfigured, String reason, @Nullable Duration retryAfter) implements Finding {}
}
