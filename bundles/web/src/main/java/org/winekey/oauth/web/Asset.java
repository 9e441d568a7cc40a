// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * A file of ours out of this bundle: the one style sheet, the one script. Open like the pages that use it, or a browser would
 * ask for a password in the middle of a sign-in.
 */
final class Asset {

    private final String contentType;
    private final Html content;

    private Asset(String name, String contentType) {
        this.contentType = contentType;
        try (var in = Asset.class.getResourceAsStream(name)) {
            content = Html.file(new String(in == null ? new byte[0] : in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Asset style() {
        return new Asset("style.css", "text/css; charset=utf-8");
    }

    static Asset script() {
        return new Asset("live.js", "text/javascript; charset=utf-8");
    }

    Answer show(HttpServletRequest request) {
        return Answer.of(HttpServletResponse.SC_OK, contentType, content)
                .with("Cache-Control", "no-cache")
                .unlessKnown(request);
    }
}
