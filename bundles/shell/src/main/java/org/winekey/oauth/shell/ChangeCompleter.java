// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the keys of changes, as {@code key=}. Thread-safe. */
@Service
public final class ChangeCompleter extends Choices {

    @Override
    Stream<String> choices(String typed) {
        return SettingKeyCompleter.KEYS.stream().map(key -> key.endsWith(".") ? key : key + "=");
    }
}
