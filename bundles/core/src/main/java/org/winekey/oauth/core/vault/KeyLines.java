// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.store.LockedException;

/**
 * The keys of one file, one a line; the last one is the current one. Immutable.
 *
 * @param keys at least one
 */
record KeyLines(List<WrappingKey> keys) {

    /** More than any unfinished rotation needs. */
    static final int MOST = 100;

    private static final Pattern LINE = Pattern.compile("winekey-key (\\d{1,3}) ([0-9a-f]{16}) ([0-9a-f]{64})\\s*");
    private static final String FORMAT = "1";
    private static final int CAP = 16 * 1024;

    KeyLines {
        keys = List.copyOf(keys);
    }

    /**
     * Reads a file that is there.
     *
     * @param place what to call the file in messages
     * @throws LockedException when a line is damaged or of a later version
     */
    static KeyLines read(StoreIo io, Path file, String place) throws IOException {
        var keys = new ArrayList<WrappingKey>();
        var text = new String(io.read(file, CAP), US_ASCII);
        for (var line : text.stripTrailing().split("\n", -1)) {
            keys.add(parse(line, place));
        }
        return new KeyLines(keys);
    }

    private static WrappingKey parse(String text, String place) throws LockedException {
        var line = LINE.matcher(text);
        if (!line.matches()) {
            throw new LockedException(place + " is not made of key lines of this product: restore it from a backup; "
                    + "nothing was changed");
        }
        var key = WrappingKey.of(HexFormat.of().parseHex(line.group(3)));
        if (!line.group(1).equals(FORMAT) || !line.group(2).equals(key.id())) {
            throw new LockedException(place + " is damaged or of a later version (format " + line.group(1) + ", key "
                    + line.group(2) + "): restore it from a backup; nothing was changed");
        }
        return key;
    }

    byte[] encode() {
        var text = new StringBuilder();
        for (var key : keys) {
            text.append("winekey-key " + FORMAT + " ")
                    .append(key.id())
                    .append(' ')
                    .append(HexFormat.of().formatHex(key.bytes()))
                    .append('\n');
        }
        return text.toString().getBytes(US_ASCII);
    }

    WrappingKey current() {
        return keys.get(keys.size() - 1);
    }

    Optional<byte[]> find(String keyId) {
        return keys.stream()
                .filter(key -> key.id().equals(keyId))
                .findFirst()
                .map(key -> key.bytes().clone());
    }

    boolean containsAll(KeyLines others) {
        return others.keys.stream().allMatch(key -> find(key.id()).isPresent());
    }

    KeyLines with(WrappingKey current) {
        var more = new ArrayList<>(keys);
        more.add(current);
        return new KeyLines(more);
    }

    /** These keys and the current one, without the others. */
    KeyLines only(Set<String> keyIds) {
        return new KeyLines(keys.stream()
                .filter(key -> key.id().equals(current().id()) || keyIds.contains(key.id()))
                .toList());
    }

    @Override
    public String toString() {
        return "KeyLines" + keys;
    }
}
