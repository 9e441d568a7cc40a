// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A file of another system that is to be imported: one that the controller reads itself, or one that was sent to it. Neither shows
 * its content in a text. Thread-safe, unless the content of a sent one is wiped meanwhile.
 */
public sealed interface ForeignFile {

    /**
     * What people call it.
     *
     * @return its path, or the name that it was sent with (never null)
     */
    String name();

    /**
     * A file that the controller reads.
     *
     * @param path absolute path of a plain file (never null)
     * @return the file (never null)
     */
    static ForeignFile at(Path path) {
        return new Present(path);
    }

    /**
     * A file that was sent.
     *
     * @param name what its sender calls it (never null); of a path the last part counts, and of a long name the beginning
     * @param content its content (never null); not copied, so that who made it may wipe it when the import is done or given up
     * @return the file (never null)
     */
    static Sent sent(String name, byte[] content) {
        return new Sent(name, content);
    }

    /**
     * A file that the controller reads.
     *
     * @param path its path (never null)
     */
    record Present(Path path) implements ForeignFile {
        /** Refuses null. */
        public Present {
            requireNonNull(path, "path");
        }

        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** A file that was sent. It equals no other one. */
    final class Sent implements ForeignFile {

        private static final int LONGEST = 80;

        private final String name;
        private final byte[] content;

        private Sent(String name, byte[] content) {
            this.name = plain(name);
            this.content = requireNonNull(content, "content");
        }

        @Override
        public String name() {
            return name;
        }

        /**
         * Its content.
         *
         * @return the bytes themselves and no copy (never null)
         */
        public byte[] content() {
            return content;
        }

        private static String plain(String name) {
            var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
            var plain = last.replaceAll("[^\\p{L}\\p{N} ._()@:+~-]", "_").strip();
            return plain.isEmpty() ? "_" : plain.substring(0, Math.min(plain.length(), LONGEST));
        }

        @Override
        public String toString() {
            return name + " (" + content.length + " bytes)";
        }
    }
}
