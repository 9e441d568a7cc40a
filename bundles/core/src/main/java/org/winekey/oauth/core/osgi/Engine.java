// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import org.winekey.oauth.core.signin.SignIns;
import org.winekey.oauth.core.store.FileTokenStore;
import org.winekey.oauth.core.store.Vault;
import org.winekey.oauth.core.token.Keepers;

/** An open store and what works on it. */
record Engine(FileTokenStore store, Vault vault, Keepers keepers, SignIns signIns) {}
