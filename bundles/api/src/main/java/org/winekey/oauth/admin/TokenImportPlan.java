// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import of tokens would do. A person looks at it first.
 *
 * @param what what was asked for (never null)
 * @param system the other system, for people (never null)
 * @param fingerprint SHA-256 of what was in the files, in hexadecimal (never null)
 * @param steps one for each sign-in in the files (never null, may be empty)
 * @param grants what becomes of the grants of the clients; its batch is what releases them (never null)
 * @param warnings what a person should know, one sentence each (never null, may be empty)
 */
public record TokenImportPlan(
        TokenImport what,
        String system,
        String fingerprint,
        List<Step> steps,
        RestorePlan grants,
        List<String> warnings) {
    /** Copies the lists. */
    public TokenImportPlan {
        requireNonNull(what, "what");
        requireNonNull(system, "system");
        requireNonNull(fingerprint, "fingerprint");
        steps = List.copyOf(steps);
        requireNonNull(grants, "grants");
        warnings = List.copyOf(warnings);
    }

    /**
     * Whether the import would change anything.
     *
     * @return true if it would
     */
    public boolean changesSomething() {
        return grants.changesSomething() || steps.stream().anyMatch(Step::createsSettings);
    }

    /**
     * What would happen to one sign-in of the other system.
     *
     * @param entry what the other system calls it (never null)
     * @param client the client that it becomes (null: none)
     * @param imported whether it is imported, into quarantine
     * @param createsSettings whether the client gets its settings from the files
     * @param text the same for people, one or two sentences (never null)
     */
    public record Step(String entry, @Nullable String client, boolean imported, boolean createsSettings, String text) {
        /** Refuses nulls. */
        public Step {
            requireNonNull(entry, "entry");
            requireNonNull(text, "text");
        }
    }
}
