// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;

/** A text as a QR symbol (ISO/IEC 18004), drawn dark on light in either colour scheme, so that every phone reads it. */
final class Qr {

    /** The quiet zone that the standard asks for, in modules. */
    private static final int QUIET = 4;

    private Qr() {}

    /** The symbol as an image of our own page: no other request is made for it. */
    static Html svg(String text, Html label) {
        var symbol = QrCode.encodeText(text, Ecc.MEDIUM);
        int side = symbol.size + 2 * QUIET;
        return Html.of("""
                <svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg">\
                <rect width="{}" height="{}" fill="#fff"/><path d="{}" fill="#000"/></svg>
                """, label, side, side, side, side, modules(symbol));
    }

    private static String modules(QrCode symbol) {
        var path = new StringBuilder();
        for (int y = 0; y < symbol.size; y++) {
            for (int x = 0; x < symbol.size; x++) {
                if (symbol.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }
}
