// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.RestorePlan.GrantStep;
import org.winekey.oauth.core.backup.BackupContent.SavedClient;
import org.winekey.oauth.core.backup.BackupContent.SavedGrant;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.store.LockedException;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** Says what a restore would do. Changes nothing. */
final class RestorePlanner {

    private final Vault vault;
    private final ConfigurationShelf shelf;
    private final OldGrants oldGrants;
    private final SettingsPlanner settingsPlanner;

    RestorePlanner(Vault vault, ConfigurationShelf shelf, OldGrants oldGrants) {
        this.vault = vault;
        this.shelf = shelf;
        this.oldGrants = oldGrants;
        this.settingsPlanner = new SettingsPlanner(shelf);
    }

    /** The grant of a client that is there now, or that it cannot be read. */
    record Present(
            Optional<Vault.Entry> entry,
            @Nullable SavedGrant grant,
            @Nullable String trouble) {

        @Nullable
        RecordVersion version() {
            return entry.map(Vault.Entry::version).orElse(null);
        }

        @Nullable
        String seen() {
            return entry.map(found ->
                            found.version().grantId() + ":" + found.version().generation())
                    .orElse(null);
        }
    }

    /** What a plan is made of: the backup, the settings that are there, and what a person allows. */
    record Before(BackupContent content, Map<String, SavedSettings> settings, boolean replace) {}

    /** A step, and the grant that it was judged by. */
    record Look(RestorePlan.Step step, Present present) {}

    RestorePlan plan(BackupContent content, boolean replace) throws IOException {
        var names = new TreeSet<>(content.clients().keySet());
        names.addAll(content.settings().keySet());
        var before = new Before(content, settings(), replace);
        var steps = new ArrayList<RestorePlan.Step>();
        for (var name : names) {
            steps.add(look(before, name).step());
        }
        return new RestorePlan(content.batch(), content.madeAt(), replace, steps);
    }

    /** The settings that are there now, by client. */
    Map<String, SavedSettings> settings() throws IOException {
        var settings = new HashMap<String, SavedSettings>();
        shelf.all().forEach(saved -> settings.put(saved.client(), saved));
        return settings;
    }

    Look look(Before before, String client) throws IOException {
        var savedClient = before.content().clients().get(client);
        var saved = savedClient == null ? null : savedClient.grant();
        var present = present(client);
        var grant = saved == null ? oldGrantsStep(savedClient) : grantStep(saved, present, before.replace());
        var settings = settingsPlanner.judge(
                before.content().settings().get(client), before.settings().get(client));
        var reason = reason(client, grant, present) + settings.reason();
        return new Look(new RestorePlan.Step(client, grant, settings.step(), reason, present.seen()), present);
    }

    private static String reason(String client, GrantStep grant, Present present) {
        if (present.trouble() != null) {
            return "the grant that is there cannot be read (" + present.trouble() + "); run oauth:forget " + client
                    + ", then restore again";
        }
        var there = present.grant();
        var quarantine = there == null ? null : there.grant().quarantine();
        return quarantine == null || grant != GrantStep.PRESENT
                ? Wording.of(grant)
                : Wording.of(grant) + ", in quarantine until oauth:release " + quarantine.batch();
    }

    private Present present(String client) throws IOException {
        try {
            var entry = vault.read(client, RecordKind.GRANT);
            return new Present(entry, entry.isEmpty() ? null : Backup.decoded(entry.get()), null);
        } catch (LockedException e) {
            throw e;
        } catch (IOException | JsonException e) {
            return new Present(Optional.empty(), null, e.getMessage());
        }
    }

    private GrantStep oldGrantsStep(@Nullable SavedClient saved) throws IOException {
        try {
            return saved == null || oldGrants.missing(saved).isEmpty() ? GrantStep.NONE : GrantStep.SET_ASIDE;
        } catch (LockedException e) {
            throw e;
        } catch (IOException e) {
            // The restore of this client will say why it cannot.
            return GrantStep.SET_ASIDE;
        }
    }

    private static GrantStep grantStep(SavedGrant saved, Present present, boolean replace) {
        if (present.trouble() != null) {
            return GrantStep.REFUSED_UNREADABLE;
        }
        var there = present.grant();
        if (there == null) {
            return GrantStep.CREATE;
        }
        if (saved.holdsTokensOf(there)) {
            return GrantStep.PRESENT;
        }
        if (saved.version().grantId().equals(there.version().grantId())) {
            return sameConsent(saved, there, replace);
        }
        return isOver(there) ? GrantStep.RENEW : inUse(replace);
    }

    /** Whether the provider has ended it for certain. */
    private static boolean isOver(SavedGrant there) {
        var ended = there.grant().ended();
        return ended != null && ended.confirmed();
    }

    private static GrantStep sameConsent(SavedGrant saved, SavedGrant there, boolean replace) {
        var order = Long.compare(saved.version().generation(), there.version().generation());
        if (order < 0 && !(there.grant().quarantine() != null && isLater(saved, there))) {
            return GrantStep.REFUSED_OLDER;
        }
        var newer = order > 0 && there.grant().quarantine() == null && isLater(saved, there);
        return newer || isOver(there) ? GrantStep.RENEW : inUse(replace);
    }

    /**
     * Guards against an older backup that was restored first: what it brought has a number that a restore gave it, not one
     * that its refreshes earned; and what was refreshed here since may have a lower number than a later backup.
     */
    private static boolean isLater(SavedGrant saved, SavedGrant there) {
        return saved.grant().issuedAt().isAfter(there.grant().issuedAt());
    }

    private static GrantStep inUse(boolean replace) {
        return replace ? GrantStep.REPLACE : GrantStep.REFUSED_IN_USE;
    }

    /** The plan in words. */
    private static final class Wording {

        private Wording() {}

        static String of(GrantStep step) {
            return switch (step) {
                case CREATE -> "the grant of the backup is written";
                case RENEW ->
                    "the grant that is there is an older copy, or was ended by the provider for certain; it is set aside";
                case REPLACE -> "the grant that is in use is set aside";
                case PRESENT -> "the same tokens are there already";
                case SET_ASIDE -> "the backup has no grant in use; those that were set aside come back as such";
                case NONE -> "the backup has no grant in use";
                case REFUSED_IN_USE -> "a grant is in use; --replace sets it aside";
                case REFUSED_OLDER -> "a newer generation of the same grant is there; the backup's tokens are spent";
                case REFUSED_UNREADABLE -> "the grant that is there cannot be read";
            };
        }
    }
}
