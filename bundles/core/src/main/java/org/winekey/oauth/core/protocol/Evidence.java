// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;

/**
 * What a verdict rests on; nothing of it is the provider's text. Immutable.
 *
 * @param status the HTTP status (null: none came)
 * @param fault what went wrong on the way (null: a whole answer came)
 * @param sent whether the request may have reached the provider
 */
public record Evidence(@Nullable Integer status, @Nullable Fault fault, boolean sent) {

    static final Evidence NONE = new Evidence(null, null, false);

    static Evidence of(Outcome outcome) {
        if (outcome instanceof Answered answer) {
            return new Evidence(answer.status(), null, true);
        }
        var failed = (Failed) outcome;
        var partial = failed.partial();
        return new Evidence(partial == null ? null : partial.status(), failed.fault(), failed.sent());
    }
}
