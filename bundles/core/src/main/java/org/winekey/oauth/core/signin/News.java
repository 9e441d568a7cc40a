// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import org.winekey.oauth.admin.ClientEvent;

/** Hears what becomes of sign-ins that nobody may be waiting for. Thread-safe. */
@FunctionalInterface
public interface News {

    /** Nobody listens. */
    News NONE = (client, kind, text) -> {};

    /**
     * Called under no lock.
     *
     * @param text one sentence without secrets; a provider's words in it are filtered and capped
     */
    void tell(String client, ClientEvent.Kind kind, String text);
}
