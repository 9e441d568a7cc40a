// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.secret.Secret;

/**
 * Asks the provider whose account a token belongs to (OpenID Connect Core section 5.3). The token itself is never looked
 * into, and neither is an id_token: nothing here could check its signature.
 */
public final class UserInfo {

    private static final int BODY_CAP = 64 * 1024;

    /** OpenID Connect Core section 2: no identifier is longer. */
    private static final int MOST_SUBJECT = 255;

    private static final List<String> NAMES = List.of("preferred_username", "email", "name");

    private UserInfo() {}

    /** The request (empty: the registration names no such endpoint). */
    public static Optional<HttpTransport.Call> request(
            Registration registration, Secret accessToken, Duration deadline) {
        var headers = Map.of(
                "Authorization", "Bearer " + accessToken.reveal(),
                "Accept", "application/json",
                "User-Agent", "winekey");
        return Optional.ofNullable(registration.endpoints().userinfo())
                .map(endpoint -> new HttpTransport.Call(
                        "GET", endpoint, headers, new byte[0], deadline, BODY_CAP, registration.route()));
    }

    /** The account in an answer (empty: it names none that can be relied on). */
    public static Optional<Account> account(HttpTransport.Outcome outcome) {
        if (!(outcome instanceof HttpTransport.Answered answer) || answer.status() != 200) {
            return Optional.empty();
        }
        try {
            return account(Json.readObject(answer.body()));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Account> account(Map<String, @Nullable Object> members) {
        return members.get("sub") instanceof String subject && !subject.isBlank() && subject.length() <= MOST_SUBJECT
                ? Optional.of(new Account(subject, label(members)))
                : Optional.empty();
    }

    private static @Nullable String label(Map<String, @Nullable Object> members) {
        for (var name : NAMES) {
            if (members.get(name) instanceof String text && !text.isBlank()) {
                return ForeignText.plain(text);
            }
        }
        return null;
    }
}
