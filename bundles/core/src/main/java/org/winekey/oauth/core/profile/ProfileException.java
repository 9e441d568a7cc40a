// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.profile;

/** A profile that cannot be used, and what to do about it. */
public final class ProfileException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 400;

    /** The message may name what a document has in it, which is shown as far as it is printable, and not without end. */
    ProfileException(String message) {
        super(shown(message));
    }

    private static String shown(String message) {
        var printable = message.replaceAll("[^\\x20-\\x7E]", "?");
        return printable.length() <= MOST ? printable : printable.substring(0, MOST) + "...";
    }
}
