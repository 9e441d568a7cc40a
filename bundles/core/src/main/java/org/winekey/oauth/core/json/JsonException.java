// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.json;

/** Bytes that are not the JSON they should be. The message quotes none of them. */
public final class JsonException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public JsonException(String message) {
        super(message);
    }
}
