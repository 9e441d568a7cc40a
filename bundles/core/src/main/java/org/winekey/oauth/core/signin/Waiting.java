// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.PendingGrant.Why;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Account;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Members;
import org.winekey.oauth.core.vault.Vault;

/**
 * A grant that came and is not in use, and what a person has to know before accepting it. Immutable.
 *
 * @param grant the grant
 * @param door the door it came through
 * @param starter who started the sign-in
 * @param finisher who finished it, for people
 * @param arrivedAt wall clock when it came
 * @param why why it waits
 */
record Waiting(Grant grant, Door door, Starter starter, String finisher, Instant arrivedAt, Why why) {

    private static final long FORMAT = 1;

    /** Refuses nulls. */
    Waiting {
        requireNonNull(grant, "grant");
        requireNonNull(door, "door");
        requireNonNull(starter, "starter");
        requireNonNull(finisher, "finisher");
        requireNonNull(arrivedAt, "arrivedAt");
        requireNonNull(why, "why");
    }

    /** The same for faces, without its tokens. */
    PendingGrant shown(String id, String client, @Nullable Account present) {
        return new PendingGrant(
                id,
                client,
                door,
                Optional.ofNullable(grant.account()).map(Account::shown),
                Optional.ofNullable(present).map(Account::shown),
                grant.scopes(),
                starter,
                finisher,
                arrivedAt,
                why);
    }

    /** As bytes to be sealed; they carry every secret of the grant. */
    byte[] encode() {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("format", FORMAT);
        map.put("grant", Grants.members(grant));
        map.put("door", door.name());
        map.put("face", starter.face());
        map.put("user", starter.user());
        map.put("finisher", finisher);
        map.put("arrived_at", arrivedAt.toString());
        map.put("why", why.name());
        return Json.write(map);
    }

    /**
     * What {@link #encode} wrote.
     *
     * @throws IOException when the bytes are anything else; the message quotes none of them
     */
    static Waiting decode(byte[] content) throws IOException {
        try {
            var members = new Members(Json.readObject(content));
            if (members.number("format") != FORMAT) {
                throw new JsonException("a waiting grant of another format");
            }
            return new Waiting(
                    Grants.of(members.object("grant")),
                    Door.valueOf(members.text("door")),
                    new Starter(members.text("face"), members.text("user")),
                    members.text("finisher"),
                    Instant.parse(members.text("arrived_at")),
                    Why.valueOf(members.text("why")));
        } catch (JsonException | IllegalArgumentException | DateTimeException e) {
            throw new IOException(
                    "a waiting grant cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /**
     * The grant in a record.
     *
     * @throws IOException when it is anything else; the message quotes none of it
     */
    static Grant grant(Vault.Entry entry) throws IOException {
        try {
            return Grants.decode(entry.content());
        } catch (JsonException e) {
            throw new IOException("the stored grant cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return "Waiting[" + door + ", " + why + ", " + arrivedAt + "]";
    }
}
