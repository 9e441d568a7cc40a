// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.store.LockedException;

/**
 * The keys of one file, one a line; the last one is the current one. Immutable.
 *
 * @param lines at least one
 */
record KeyLines(List<KeyLine> lines) {

    /** More than any unfinished rotation needs. */
    static final int MOST = 100;

    /** Bytes; room for the ids of many stores. */
    static final int CAP = 64 * 1024;

    KeyLines {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a file that is there.
     *
     * @param place what to call the file in messages
     * @throws LockedException when a line is damaged or of a later version
     */
    static KeyLines read(StoreIo io, Path file, String place) throws IOException {
        var lines = new ArrayList<KeyLine>();
        var text = new String(io.read(file, CAP), US_ASCII);
        for (var line : text.stripTrailing().split("\n", -1)) {
            lines.add(KeyLine.parse(line, place));
        }
        return new KeyLines(lines);
    }

    byte[] encode() {
        return lines.stream().map(KeyLine::encode).collect(Collectors.joining()).getBytes(US_ASCII);
    }

    WrappingKey current() {
        return lines.get(lines.size() - 1).key();
    }

    Optional<KeyLine> line(String keyId) {
        return lines.stream().filter(line -> line.is(keyId)).findFirst();
    }

    Optional<byte[]> find(String keyId) {
        return line(keyId).map(line -> line.key().bytes().clone());
    }

    boolean containsAll(KeyLines others) {
        return others.lines.stream().allMatch(other -> line(other.key().id()).isPresent());
    }

    KeyLines with(KeyLine current) {
        var more = new ArrayList<>(lines);
        more.add(current);
        return new KeyLines(more);
    }

    /** Notes that a store may have records of a key. */
    KeyLines claimed(String keyId, String storeId) {
        return map(line -> line.is(keyId) ? line.with(storeId) : line);
    }

    /** Notes that a store has records of this key alone; lines that no store needs any more go. */
    KeyLines released(String keyId, String storeId) {
        var noted = map(line -> line.is(keyId) ? line : line.without(storeId));
        return new KeyLines(noted.lines.stream()
                .filter(line -> line.is(keyId) || line.is(current().id()) || !line.servesNobody())
                .toList());
    }

    /** The lines before the current one. */
    List<KeyLine> old() {
        return lines.stream().filter(line -> !line.is(current().id())).toList();
    }

    private KeyLines map(UnaryOperator<KeyLine> change) {
        return new KeyLines(lines.stream().map(change).toList());
    }

    @Override
    public String toString() {
        return "KeyLines" + lines;
    }
}
