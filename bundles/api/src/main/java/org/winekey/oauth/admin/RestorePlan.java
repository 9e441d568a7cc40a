// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore of a backup would do. A person looks at it first.
 *
 * @param batch the name under which the restored grants are released (never null)
 * @param madeAt when the backup was made (never null)
 * @param replace whether grants in use may be replaced
 * @param steps one for each client in the backup, by name (never null, may be empty)
 */
public record RestorePlan(String batch, Instant madeAt, boolean replace, List<Step> steps) {
    /** Copies the steps. */
    public RestorePlan {
        requireNonNull(batch, "batch");
        requireNonNull(madeAt, "madeAt");
        steps = List.copyOf(steps);
    }

    /**
     * Whether the restore would change anything.
     *
     * @return true if some step does
     */
    public boolean changesSomething() {
        return steps.stream().anyMatch(step -> step.changesSomething());
    }

    /**
     * What would happen to one client.
     *
     * @param client the client name (never null)
     * @param grant what becomes of its grant (never null)
     * @param settings what becomes of its settings (never null)
     * @param reason the same for people, one or two sentences; for settings that would be created it names the host that
     *     would get their secrets (never null)
     * @param seen the version of the grant that is there now (null: there is none, or it cannot be read)
     */
    public record Step(
            String client,
            GrantStep grant,
            SettingsStep settings,
            String reason,
            @Nullable String seen) {
        /** Refuses nulls. */
        public Step {
            requireNonNull(client, "client");
            requireNonNull(grant, "grant");
            requireNonNull(settings, "settings");
            requireNonNull(reason, "reason");
        }

        private boolean changesSomething() {
            return grant.isWritten() || grant == GrantStep.SET_ASIDE || settings == SettingsStep.CREATE;
        }
    }

    /** What becomes of a grant. */
    public enum GrantStep {
        /** There is none; the one of the backup is written. */
        CREATE,
        /** An older copy of the same grant, or one that the provider has ended, is set aside and replaced. */
        RENEW,
        /** A grant in use is set aside and replaced, because that was asked for. */
        REPLACE,
        /** The same tokens are there already. */
        PRESENT,
        /** The backup has no grant of this client in use, but some that were set aside; they come back as such. */
        SET_ASIDE,
        /** The backup has no grant of this client in use, and none set aside that would come back. */
        NONE,
        /** A grant is in use, and it was not asked for to replace it. */
        REFUSED_IN_USE,
        /** A newer generation of the same grant is there: the tokens of the backup are spent. */
        REFUSED_OLDER,
        /** The grant that is there cannot be read. */
        REFUSED_UNREADABLE;

        /**
         * Whether the restore writes the grant in use.
         *
         * @return true if it does
         */
        public boolean isWritten() {
            return this == CREATE || this == RENEW || this == REPLACE;
        }
    }

    /** What becomes of settings. */
    public enum SettingsStep {
        /** There are none; those of the backup are created in Config Admin. */
        CREATE,
        /** The same are there already. */
        SAME,
        /** Others are there, and they stay. */
        DIFFERENT,
        /** There are none, and those of the backup cannot be created; the reason says why. */
        REFUSED,
        /** The backup has none of this client. */
        NONE
    }
}
