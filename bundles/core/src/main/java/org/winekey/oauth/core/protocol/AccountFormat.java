// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;

/** The account inside a stored grant as JSON. */
final class AccountFormat {

    private AccountFormat() {}

    static @Nullable Map<String, @Nullable Object> members(@Nullable Account account) {
        if (account == null) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("subject", account.subject());
        members.put("label", account.label());
        return members;
    }

    static @Nullable Account decode(@Nullable Members members) throws JsonException {
        return members == null ? null : new Account(members.text("subject"), members.optionalText("label"));
    }
}
