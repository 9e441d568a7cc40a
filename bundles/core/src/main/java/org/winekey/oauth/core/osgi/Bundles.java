// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.Objects;
import org.osgi.framework.Bundle;

/** Names of bundles. */
final class Bundles {

    private Bundles() {}

    /** The symbolic name; a text that no setting can name for a bundle without one. */
    static String name(Bundle bundle) {
        return Objects.requireNonNullElse(bundle.getSymbolicName(), "(bundle " + bundle.getBundleId() + ")");
    }
}
