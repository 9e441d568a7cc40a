// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.vault.SetAside;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;
import org.winekey.oauth.spi.StaleVersionException;

/** The grant and the refresh intent of one client in the store. For one lane only. */
final class GrantRecords {

    private final Vault vault;
    private final String client;
    private boolean intentKnown;
    private @Nullable RecordVersion intentVersion;
    private @Nullable RefreshIntent intent;

    GrantRecords(Vault vault, String client) {
        this.vault = vault;
        this.client = client;
    }

    Optional<Held> read() throws IOException {
        var entry = sound(() -> vault.read(client, RecordKind.GRANT));
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Held.of(entry.get().version(), Grants.decode(entry.get().content())));
        } catch (JsonException e) {
            throw new IOException("the grant in the store cannot be read", e);
        }
    }

    /** Whether this is the newest version (null: that there is none); costs less than {@link #read()}. */
    boolean has(@Nullable RecordVersion version) throws IOException {
        return sound(() -> vault.version(client, RecordKind.GRANT)).equals(Optional.ofNullable(version));
    }

    /**
     * Writes a grant over the version that was read (null: none).
     *
     * @throws StaleVersionException when somebody else wrote in between
     * @throws IOException when it is not certain that it is durable
     */
    void replace(@Nullable RecordVersion stored, Held next) throws IOException {
        try {
            write(RecordKind.GRANT, stored, next.version(), Grants.encode(next.grant()));
        } catch (StaleVersionException e) {
            // Guards against an earlier try that failed in its last step and did reach the disk.
            var newest = read();
            if (newest.isEmpty() || !newest.get().version().equals(next.version()) || !sameGrant(newest.get(), next)) {
                throw e;
            }
        }
    }

    /**
     * Keeps a copy of the grant that is about to be replaced.
     *
     * @throws StaleVersionException when the store has another one by now
     * @throws IOException when it is not certain that the copy is durable
     */
    void setAside(@Nullable RecordVersion stored) throws IOException {
        var present = sound(() -> vault.read(client, RecordKind.GRANT));
        if (present.isEmpty() || !present.get().version().equals(stored)) {
            throw new StaleVersionException("another grant is there");
        }
        sound(() -> {
            var unused = new SetAside(vault).keep(client, present.get(), null);
            return true;
        });
    }

    /** How many sends of this refresh token have an unknown outcome. */
    int unknownSends(Held held) throws IOException {
        readIntent();
        var known = intent;
        return known != null && known.sends() > 0 && known.isAbout(held) ? known.sends() : 0;
    }

    /** The same as far as the store can be read now. */
    int knownSends(Held held) {
        try {
            return unknownSends(held);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The intent that was stored last, whatever grant it was about (null: none). */
    @Nullable
    RefreshIntent lastIntent() throws IOException {
        readIntent();
        return intent;
    }

    /** Counts one more send, durably, with the level of the budget after it. */
    RefreshIntent announce(Held held, Instant now, long spent) throws IOException {
        var refreshToken = held.grant().renewable();
        if (refreshToken == null) {
            throw new IllegalStateException(client + " has no refresh token");
        }
        var sends = unknownSends(held) + 1;
        return writeIntent(new RefreshIntent(held.version(), refreshToken.fingerprint(), now, sends, spent));
    }

    /** Records that the outcome of the last send is known after all. */
    RefreshIntent settle(RefreshIntent sent) throws IOException {
        return writeIntent(sent.oneSendLess());
    }

    /** Removes everything but the secrets of the settings, which are no part of the grant. */
    void remove() throws IOException {
        intentKnown = false;
        sound(() -> {
            if (hasSecrets()) {
                vault.removeAllBut(client, RecordKind.SECRETS);
            } else {
                vault.remove(client);
            }
            return true;
        });
    }

    private boolean hasSecrets() {
        try {
            return vault.version(client, RecordKind.SECRETS).isPresent();
        } catch (IOException e) {
            // What cannot be read cannot be kept, and the grant has to go.
            return false;
        }
    }

    /**
     * Removes this grant and what was kept of those before it; what waits for acceptance stays.
     *
     * @throws StaleVersionException when the store has another grant by now, which stays
     */
    void remove(RecordVersion stored) throws IOException {
        intentKnown = false;
        sound(() -> {
            vault.clear(client, RecordKind.GRANT, stored);
            for (var kind : List.of(RecordKind.INTENT, RecordKind.SET_ASIDE)) {
                var version = vault.version(client, kind);
                if (version.isPresent()) {
                    vault.clear(client, kind, version.get());
                }
            }
            return true;
        });
    }

    private RefreshIntent writeIntent(RefreshIntent next) throws IOException {
        readIntent();
        var replaces = intentVersion;
        var version = RecordVersion.after(replaces, next.grant().grantId());
        intentKnown = false;
        write(RecordKind.INTENT, replaces, version, next.encode());
        intent = next;
        intentVersion = version;
        intentKnown = true;
        return next;
    }

    private void readIntent() throws IOException {
        if (intentKnown) {
            return;
        }
        var entry = sound(() -> vault.read(client, RecordKind.INTENT));
        intentVersion = entry.map(Vault.Entry::version).orElse(null);
        intent = entry.isEmpty() ? null : RefreshIntent.decode(entry.get().content());
        intentKnown = true;
    }

    private void write(RecordKind kind, @Nullable RecordVersion replaces, RecordVersion next, byte[] content)
            throws IOException {
        sound(() -> {
            vault.write(client, kind, replaces, next, content);
            return true;
        });
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    // Guards against a store of others, or a source of chance, that breaks: a refresh would stand still half way, and
    // what it brought would be lost.
    private static <T> T sound(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (RuntimeException e) {
            throw new IOException("the token store broke off", e);
        }
    }

    private static boolean sameGrant(Held one, Held other) {
        return one.grant().equals(other.grant());
    }
}
