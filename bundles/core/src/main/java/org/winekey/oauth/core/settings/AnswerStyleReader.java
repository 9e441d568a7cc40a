// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import org.winekey.oauth.core.protocol.AnswerStyle;

/** Reads how the answers of the provider of a client read. */
final class AnswerStyleReader {

    private final Values values;

    AnswerStyleReader(Values values) {
        this.values = values;
    }

    AnswerStyle read() throws SettingsException {
        values.text(ProviderKeys.RESPONSE_ROOT);
        return AnswerStyle.PLAIN;
    }
}
