// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** QR symbols in a terminal, read by another library than the one that made them. */
@Timeout(20)
final class QrTest {

    private static final int PIXELS = 4;
    private static final int EDGE = 4 * PIXELS;

    private static String read(List<String> lines) throws Exception {
        int side = lines.get(0).length() * PIXELS + 2 * EDGE;
        int[] pixels = new int[side * side];
        Arrays.fill(pixels, 0xFFFFFF);
        for (int line = 0; line < lines.size(); line++) {
            for (int x = 0; x < lines.get(line).length(); x++) {
                char block = lines.get(line).charAt(x);
                paint(pixels, side, x, 2 * line, block == '\u2588' || block == '\u2580');
                paint(pixels, side, x, 2 * line + 1, block == '\u2588' || block == '\u2584');
            }
        }
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels))))
                .getText();
    }

    private static void paint(int[] pixels, int side, int x, int y, boolean dark) {
        for (int row = EDGE + y * PIXELS; dark && row < EDGE + (y + 1) * PIXELS; row++) {
            Arrays.fill(pixels, row * side + EDGE + x * PIXELS, row * side + EDGE + (x + 1) * PIXELS, 0);
        }
    }

    @Test
    @Tag("R-091")
    void link_readByAnotherLibrary_isTheLinkAndNothingElse() throws Exception {
        var link = "http://192.168.1.5:8181/oauth/go/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE";

        var lines = Qr.lines(link).replaceAll("\u001B\\[[0-9;]*m", "").lines().toList();

        assertThat(read(lines)).isEqualTo(link);
    }
}
