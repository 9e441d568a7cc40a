// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;

/** A text as a QR symbol (ISO/IEC 18004) in half blocks: two rows of modules to a line, light on dark and dark on light alike. */
final class Qr {

    private static final int QUIET = 2;
    /** Black on white, whatever the colours of the terminal are. */
    private static final String COLOURS = "\u001B[30;47m";

    private static final String RESET = "\u001B[0m";

    private Qr() {}

    static String lines(String text) {
        var symbol = QrCode.encodeText(text, Ecc.LOW);
        var lines = new StringBuilder();
        for (int y = -QUIET; y < symbol.size + QUIET; y += 2) {
            lines.append(COLOURS);
            for (int x = -QUIET; x < symbol.size + QUIET; x++) {
                lines.append(halves(symbol.getModule(x, y), symbol.getModule(x, y + 1)));
            }
            lines.append(RESET).append(System.lineSeparator());
        }
        return lines.toString();
    }

    private static char halves(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '\u2588' : '\u2580';
        }
        return lower ? '\u2584' : ' ';
    }
}
