// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.Part;
import org.winekey.oauth.admin.ForeignFile;

/**
 * A form with files, which stay in memory: the servlet says so to the container, which reads it (RFC 7578).
 *
 * @param fields what is no file (never null)
 * @param files the files that are not empty (never null)
 */
record Upload(Parameters fields, List<ForeignFile.Sent> files) implements AutoCloseable {

    /** Of all files together, with what the browser puts between them. */
    static final int LONGEST = 4 * 1024 * 1024;

    private static final int DRAINED = 16 * LONGEST;
    private static final int MOST_PARTS = 64;

    Upload {
        files = List.copyOf(files);
    }

    /** Whether the request says itself that it is too long. */
    static boolean isTooLong(HttpServletRequest request) {
        return request.getContentLengthLong() > LONGEST;
    }

    /** Reads what is too long and drops it: a browser that is cut off while it sends does not show our answer. */
    static void drain(HttpServletRequest request) throws IOException {
        var in = request.getInputStream();
        var dropped = new byte[8192];
        long left = DRAINED;
        for (int read = in.read(dropped); read > 0 && left > 0; read = in.read(dropped)) {
            left -= read;
        }
    }

    /** Empty when the form is longer than it says or may be, or not well formed. */
    static Optional<Upload> read(HttpServletRequest request) {
        try {
            var parts = request.getParts();
            return parts.size() > MOST_PARTS ? Optional.empty() : Optional.of(of(parts));
        } catch (IOException | ServletException | RuntimeException e) {
            // What a container throws here is its own affair, and may quote what was sent.
            return Optional.empty();
        }
    }

    private static Upload of(Collection<Part> parts) throws IOException {
        var fields = new LinkedHashMap<String, List<String>>();
        var files = new ArrayList<ForeignFile.Sent>();
        try {
            for (var part : parts) {
                sort(part, fields, files);
            }
            return new Upload(new Parameters(fields), files);
        } catch (IOException | RuntimeException e) {
            files.forEach(Upload::wipe);
            throw e;
        }
    }

    private static void sort(Part part, Map<String, List<String>> fields, List<ForeignFile.Sent> files)
            throws IOException {
        byte[] content = part.getInputStream().readAllBytes();
        var file = part.getSubmittedFileName();
        if (file == null) {
            fields.computeIfAbsent(part.getName(), unused -> new ArrayList<>()).add(new String(content, UTF_8));
        } else if (content.length > 0) {
            files.add(ForeignFile.sent(file, content));
        }
        part.delete();
    }

    /** Wipes the files. */
    @Override
    public void close() {
        files.forEach(Upload::wipe);
    }

    private static void wipe(ForeignFile.Sent file) {
        Arrays.fill(file.content(), (byte) 0);
    }

    @Override
    public String toString() {
        return "Upload" + files;
    }
}
