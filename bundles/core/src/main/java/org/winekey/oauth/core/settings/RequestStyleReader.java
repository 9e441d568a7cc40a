// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import org.winekey.oauth.core.protocol.RequestStyle;

/** Reads how the provider of a client wants its requests. */
final class RequestStyleReader {

    private final Values values;

    RequestStyleReader(Values values) {
        this.values = values;
    }

    RequestStyle read() throws SettingsException {
        values.text(ProviderKeys.RESPONSE_TYPE);
        return RequestStyle.PLAIN;
    }
}
