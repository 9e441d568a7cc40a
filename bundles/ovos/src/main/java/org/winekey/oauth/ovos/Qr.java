// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;

/** A text as a QR symbol (ISO/IEC 18004), as an SVG document: no file has to be shared with whoever shows it. */
final class Qr {

    /** The quiet zone that the standard asks for, in modules. */
    private static final int QUIET = 4;

    private Qr() {}

    static String svg(String text) {
        var symbol = QrCode.encodeText(text, Ecc.MEDIUM);
        int side = symbol.size + 2 * QUIET;
        var path = new StringBuilder();
        for (int y = 0; y < symbol.size; y++) {
            for (int x = 0; x < symbol.size; x++) {
                if (symbol.getModule(x, y)) {
                    path.append(String.format("M%d %dh1v1h-1z", x + QUIET, y + QUIET));
                }
            }
        }
        return String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\"><rect width=\"%1$d\" height=\"%1$d\""
                        + " fill=\"#fff\"/><path d=\"%2$s\"/></svg>",
                side, path);
    }
}
