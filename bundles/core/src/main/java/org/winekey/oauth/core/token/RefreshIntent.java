// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordVersion;

/**
 * That a refresh token is about to be sent, or was sent and nobody knows what became of it. Immutable.
 *
 * @param grant the version of the grant that was read
 * @param fingerprint SHA-256 of the refresh token
 * @param at wall clock of the last send
 * @param sends how many sends have an unknown outcome, the one that is about to happen included
 * @param spent level of the {@link Budget} at that time, this send included, in thousandths
 */
record RefreshIntent(RecordVersion grant, String fingerprint, Instant at, int sends, long spent) {

    /** Whether it speaks of this grant: a newer one has settled it. */
    boolean isAbout(Held held) {
        var refreshToken = held.grant().renewable();
        return refreshToken != null
                && grant.equals(held.version())
                && Secret.sameFingerprint(fingerprint, refreshToken);
    }

    RefreshIntent oneSendLess() {
        return new RefreshIntent(grant, fingerprint, at, Math.max(0, sends - 1), spent);
    }

    byte[] encode() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("grant_id", grant.grantId());
        members.put("generation", grant.generation());
        members.put("fingerprint", fingerprint);
        members.put("at", at.toString());
        members.put("sends", (long) sends);
        members.put("spent", spent);
        return Json.write(members);
    }

    static RefreshIntent decode(byte[] content) throws IOException {
        try {
            var members = Json.readObject(content);
            return new RefreshIntent(
                    new RecordVersion(text(members, "grant_id"), number(members, "generation")),
                    text(members, "fingerprint"),
                    Instant.parse(text(members, "at")),
                    Math.toIntExact(number(members, "sends")),
                    members.get("spent") == null ? 0 : Math.max(0, number(members, "spent")));
        } catch (JsonException | DateTimeParseException | IllegalArgumentException | ArithmeticException e) {
            throw new IOException("the refresh intent in the store cannot be read", e);
        }
    }

    private static String text(Map<String, @Nullable Object> members, String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name);
    }

    private static long number(Map<String, @Nullable Object> members, String name) {
        if (members.get(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException(name);
    }
}
