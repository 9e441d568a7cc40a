// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.spi.RecordVersion;

/**
 * What a backup holds. Immutable.
 *
 * @param id 8 random hexadecimal digits; names the batch of its restored grants
 * @param storeId the store it was made of
 * @param madeAt wall clock
 * @param keyIds identifiers of the keys that sealed the records; no keys
 * @param clients the grants of each client that has one, by its name
 * @param settings the settings of each configured client, by its name
 */
record BackupContent(
        String id,
        String storeId,
        Instant madeAt,
        List<String> keyIds,
        Map<String, SavedClient> clients,
        Map<String, SavedSettings> settings) {

    private static final String ANOTHER = "elsewhere:";

    BackupContent {
        keyIds = List.copyOf(keyIds);
        clients = Collections.unmodifiableMap(new TreeMap<>(clients));
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /**
     * What another system had: grants in their clients' names.
     *
     * @param batch the name under which a person releases them
     */
    static BackupContent ofAnotherSystem(String batch, Instant readAt, Map<String, SavedClient> clients) {
        return new BackupContent(ANOTHER + batch, "", readAt, List.of(), clients, Map.of());
    }

    /** Whether no backup of ours was the source. */
    boolean isOfAnotherSystem() {
        return id.startsWith(ANOTHER);
    }

    /** The name under which a person releases what is restored of this backup. */
    String batch() {
        return isOfAnotherSystem() ? id.substring(ANOTHER.length()) : "restore-" + id;
    }

    /**
     * The grants of one client.
     *
     * @param grant the one in use; null when there was none
     * @param setAside those set aside, newest first
     * @param secrets the sealed secrets of its settings; null when there were none
     */
    record SavedClient(
            String client,
            @Nullable SavedGrant grant,
            List<SavedGrant> setAside,
            @Nullable SavedSecrets secrets) {
        SavedClient {
            setAside = List.copyOf(setAside);
        }

        SavedClient(String client, @Nullable SavedGrant grant, List<SavedGrant> setAside) {
            this(client, grant, setAside, null);
        }

        boolean hasGrants() {
            return grant != null || !setAside.isEmpty();
        }
    }

    /** The content of the record with the sealed secrets of a client, and the version it had; shows none of it. */
    record SavedSecrets(RecordVersion version, Map<String, @Nullable Object> content) {

        @Override
        public String toString() {
            return "SavedSecrets[" + version + "]";
        }
    }

    /** A grant and the version it had. */
    record SavedGrant(RecordVersion version, Grant grant) {

        /** Whether these are the same tokens of the same consent, whatever was noted about them since. */
        boolean holdsTokensOf(SavedGrant other) {
            return version.grantId().equals(other.version.grantId())
                    && grant.accessToken().equals(other.grant.accessToken())
                    && Objects.equals(refreshToken(), other.refreshToken());
        }

        private @Nullable Secret refreshToken() {
            return grant.refreshToken();
        }
    }
}
