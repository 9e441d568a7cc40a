// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A form with files as a browser writes it (RFC 7578). Not thread-safe. */
public final class UploadForm {
    private static final String BOUNDARY = "winekey-itests-boundary";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** The content type of every form. */
    public static String type() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    /** Adds a field. */
    public UploadForm field(String name, String value) {
        return part("name=\"" + name + "\"", value);
    }

    /** Adds a file. */
    public UploadForm file(String name, String file, String content) {
        return part("name=\"" + name + "\"; filename=\"" + file + "\"", content);
    }

    private UploadForm part(String what, String content) {
        bytes.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + what + "\r\n\r\n" + content + "\r\n")
                        .getBytes(UTF_8));
        return this;
    }

    /** The whole form. */
    public byte[] whole() {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return whole.toByteArray();
    }

    /** What comes before the end, as if the sender were not done. */
    public byte[] begun() {
        return bytes.toByteArray();
    }
}
