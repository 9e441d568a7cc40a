// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.winekey.oauth.admin.OAuthAdmin;

/** Completes names of configured clients. Thread-safe. */
@Service
public final class ClientNameCompleter extends Choices {

    @Reference
    @SuppressWarnings("NullAway.Init") // Karaf sets it before the first call
    OAuthAdmin admin;

    @Override
    Stream<String> choices(String typed) {
        return admin.clients().stream().map(client -> client.name() + " ");
    }
}
