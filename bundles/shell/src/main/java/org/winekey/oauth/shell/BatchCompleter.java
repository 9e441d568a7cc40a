// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.winekey.oauth.admin.OAuthAdmin;

/** Completes names of batches in quarantine. Thread-safe. */
@Service
public final class BatchCompleter extends Choices {

    @Reference
    @SuppressWarnings("NullAway.Init") // Karaf sets it before the first call
    OAuthAdmin admin;

    @Override
    Stream<String> choices(String typed) {
        return admin.quarantine().stream().map(batch -> batch.name() + " ");
    }
}
