// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * The one style sheet, out of this bundle. Open like the pages that use it, or a browser would ask for a password in the
 * middle of a sign-in.
 */
final class Style {

    private final String sheet;
    private final String tag;

    Style() {
        try (InputStream in = Style.class.getResourceAsStream("style.css")) {
            byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
            var sum = new CRC32();
            sum.update(bytes);
            sheet = new String(bytes, UTF_8);
            tag = "\"" + Long.toHexString(sum.getValue()) + "\"";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer show(HttpServletRequest request) {
        boolean known = tag.equals(request.getHeader("If-None-Match"));
        int status = known ? HttpServletResponse.SC_NOT_MODIFIED : HttpServletResponse.SC_OK;
        return Answer.of(status, "text/css; charset=utf-8", known ? "" : sheet)
                .with("Cache-Control", "no-cache")
                .with("ETag", tag);
    }
}
