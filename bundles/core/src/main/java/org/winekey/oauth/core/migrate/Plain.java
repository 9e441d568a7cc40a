// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

/** Names out of foreign files, as they may be shown. Stateless. */
final class Plain {

    private static final int LONGEST = 60;

    private Plain() {}

    static String text(String foreign) {
        var printable = foreign.replaceAll("[^ -~]", "?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...";
    }
}
