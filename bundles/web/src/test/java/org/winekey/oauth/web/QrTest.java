// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** QR symbols, read by another library than the one that made them. */
@Timeout(20)
final class QrTest {

    private static final int PIXELS = 4;
    private static final Pattern SIDE = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"");
    private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");

    private static Result read(String svg) throws Exception {
        Matcher size = SIDE.matcher(svg);
        assertThat(size.find()).isTrue();
        int side = Integer.parseInt(size.group(1)) * PIXELS;
        int[] pixels = new int[side * side];
        Arrays.fill(pixels, 0xFFFFFF);
        Matcher module = MODULE.matcher(svg);
        while (module.find()) {
            paint(pixels, side, Integer.parseInt(module.group(1)), Integer.parseInt(module.group(2)));
        }
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels))));
    }

    private static void paint(int[] pixels, int side, int x, int y) {
        for (int row = y * PIXELS; row < (y + 1) * PIXELS; row++) {
            Arrays.fill(pixels, row * side + x * PIXELS, row * side + (x + 1) * PIXELS, 0);
        }
    }

    @Test
    @Tag("R-091")
    void link_readByAnotherLibrary_isTheLinkAndNothingElse() throws Exception {
        String link = "http://192.168.1.5:8181/oauth/go/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE";

        Result read = read(Qr.svg(link, Html.of("Open on a phone")).toString());

        assertThat(read.getBarcodeFormat()).isEqualTo(BarcodeFormat.QR_CODE);
        assertThat(read.getText()).isEqualTo(link);
    }

    @Test
    void label_isEscaped() {
        assertThat(Qr.svg("x", Html.of("{}", "\"><script>")).toString())
                .contains("aria-label=\"&quot;&gt;&lt;script&gt;\"");
    }
}
