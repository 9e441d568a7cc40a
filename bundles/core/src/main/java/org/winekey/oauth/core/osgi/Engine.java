// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.List;
import java.util.stream.Stream;
import org.winekey.oauth.core.signin.SignIns;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.store.Vault;
import org.winekey.oauth.core.token.Keepers;

/**
 * An open store and what works on it.
 *
 * @param notices what an operator should know about the key file and this machine
 */
record Engine(FileTokenStore store, List<String> notices, Vault vault, Keepers keepers, SignIns signIns) {

    /** What an operator should know about store, key and machine. */
    List<String> problems() {
        return Stream.concat(store.problems().stream(), notices.stream()).toList();
    }
}
