// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.winekey.oauth.core.settings.ClientNames;

/** Client names out of what other systems call a client. Stateless. */
public final class Titles {

    private static final int LONGEST = 63;

    private Titles() {}

    /** The client name that is nearest (empty: nothing of the title can stand in one). */
    public static Optional<String> clientName(String title) {
        var plain = Normalizer.normalize(title, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+", "");
        var name = plain.substring(0, Math.min(LONGEST, plain.length())).replaceAll("-+$", "");
        return ClientNames.isLegal(name) ? Optional.of(name) : Optional.empty();
    }
}
