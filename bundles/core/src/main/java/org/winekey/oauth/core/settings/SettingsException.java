// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

/** A setting that cannot be used: its key, and what to do about it. The reason quotes no value, for it may be a secret. */
public final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String reason;

    /** A setting that cannot be used; the reason is the text after the key, and quotes no value. */
    public SettingsException(String key, String reason) {
        super(key + ": " + reason);
        this.key = key;
        this.reason = reason;
    }

    /** The key to look at. */
    public String key() {
        return key;
    }

    /** What is wrong with it and what to do, for the text after the key. */
    public String reason() {
        return reason;
    }
}
