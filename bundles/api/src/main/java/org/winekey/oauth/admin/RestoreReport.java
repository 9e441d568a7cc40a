// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a restore did.
 *
 * @param batch the name under which the restored grants are released (never null)
 * @param results one for each client in the backup, by name (never null, may be empty)
 */
public record RestoreReport(String batch, List<Result> results) {
    /** Copies the results. */
    public RestoreReport {
        requireNonNull(batch, "batch");
        results = List.copyOf(results);
    }

    /**
     * What became of one client.
     *
     * @param client the client name (never null)
     * @param outcome what happened (never null)
     * @param message the same for people, one or two sentences (never null)
     */
    public record Result(String client, Outcome outcome, String message) {
        /** Refuses nulls. */
        public Result {
            requireNonNull(client, "client");
            requireNonNull(outcome, "outcome");
            requireNonNull(message, "message");
        }
    }

    /** What can happen to a client. */
    public enum Outcome {
        /** Its grant is restored and in quarantine. */
        RESTORED,
        /** Its settings were created; its grant was left as it is, as the plan said. */
        SETTINGS_CREATED,
        /** Its grant and its settings were left as they are, as the plan said. */
        UNCHANGED,
        /** Its grant, or its settings, could not be restored; nothing is lost, and the restore can be repeated. */
        FAILED
    }

    /**
     * Whether some client could not be restored.
     *
     * @return true if a result is FAILED
     */
    public boolean hasFailures() {
        return results.stream().anyMatch(result -> result.outcome() == Outcome.FAILED);
    }
}
