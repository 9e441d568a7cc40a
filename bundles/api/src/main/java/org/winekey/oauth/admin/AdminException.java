// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A face asked for something that cannot be done. The message says why and what to do, and carries no secret. */
public final class AdminException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why it cannot be done. */
    public enum Problem {
        /** No client of that name. */
        NO_SUCH_CLIENT,
        /** The client holds no grant. */
        NO_GRANT,
        /** No grant is in a quarantine of that name. */
        NO_SUCH_BATCH,
        /** No grant of that id waits for acceptance: it was accepted, declined or replaced meanwhile. */
        NO_SUCH_SIGN_IN,
        /** A setting is missing or wrong. */
        MISCONFIGURED,
        /** The service is starting, the store is locked or the disk refuses. */
        UNAVAILABLE,
        /** The asking bundle is not among {@code admins}. */
        NOT_PERMITTED,
        /** A backup cannot be made or used: its place, its passphrase or its content. */
        BACKUP_UNUSABLE,
        /** A file of another system cannot be used: its place or its content. */
        FILE_UNUSABLE
    }

    private final Problem problem;
    private final @Nullable String key;

    /**
     * A problem with no single setting behind it.
     *
     * @param problem the kind (never null)
     * @param message one sentence (never null)
     */
    public AdminException(Problem problem, String message) {
        super(message);
        this.problem = problem;
        this.key = null;
    }

    /**
     * A problem with a setting.
     *
     * @param key the configuration key (never null)
     * @param message one sentence with the remedy (never null)
     */
    public AdminException(String key, String message) {
        super(key + ": " + message);
        this.problem = Problem.MISCONFIGURED;
        this.key = key;
    }

    /**
     * Why it cannot be done.
     *
     * @return the kind (never null)
     */
    public Problem problem() {
        return problem;
    }

    /**
     * The configuration key to look at.
     *
     * @return the key (never null, empty: none)
     */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }
}
