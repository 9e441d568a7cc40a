// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.store.LockedException;

/**
 * A key and the stores that may have records of it. Immutable.
 *
 * @param stores their ids; null: nobody noted them, so it may be any store
 */
record KeyLine(WrappingKey key, @Nullable Set<String> stores) {

    private static final Pattern LINE = Pattern.compile(
            "winekey-key (\\d{1,3}) ([0-9a-f]{16}) ([0-9a-f]{64})(?: for((?: [!-~]+)*) ([0-9a-f]{8}))?\\s*");
    private static final Pattern ID = Pattern.compile("[!-~]{1,64}");
    private static final String FORMAT = "1";

    KeyLine {
        stores = stores == null ? null : Set.copyOf(stores);
    }

    /** A key that no store has used yet. */
    static KeyLine fresh(byte[] key) {
        return new KeyLine(WrappingKey.of(key), Set.of());
    }

    /**
     * Reads a line.
     *
     * @param place what to call the file in messages
     */
    static KeyLine parse(String text, String place) throws LockedException {
        var line = LINE.matcher(text);
        if (!line.matches()) {
            throw new LockedException(place + " is not made of key lines of this product: restore it from a backup; "
                    + "nothing was changed");
        }
        var key = WrappingKey.of(HexFormat.of().parseHex(line.group(3)));
        var stores = line.group(4);
        var whole = stores == null || line.group(5).equals(checksum(key.id(), stores));
        if (!line.group(1).equals(FORMAT) || !line.group(2).equals(key.id()) || !whole) {
            throw new LockedException(place + " is damaged or of a later version (format " + line.group(1) + ", key "
                    + line.group(2) + "): restore it from a backup; nothing was changed");
        }
        return new KeyLine(key, stores == null ? null : idsIn(stores));
    }

    private static Set<String> idsIn(String words) {
        return words.isEmpty() ? Set.of() : Set.of(words.substring(1).split(" "));
    }

    String encode() {
        var line =
                "winekey-key " + FORMAT + " " + key.id() + " " + HexFormat.of().formatHex(key.bytes());
        if (stores == null) {
            return line + "\n";
        }
        var words = new StringBuilder();
        new TreeSet<>(stores).forEach(store -> words.append(' ').append(store));
        return line + " for" + words + " " + checksum(key.id(), words.toString()) + "\n";
    }

    private static String checksum(String keyId, String words) {
        var sum = new CRC32C();
        sum.update((keyId + " for" + words).getBytes(US_ASCII));
        return String.format("%08x", sum.getValue());
    }

    boolean is(String keyId) {
        return key.id().equals(keyId);
    }

    /** Whether records of the store may need the key. */
    boolean serves(String storeId) {
        return stores == null || stores.contains(storeId);
    }

    /** Whether no store needs the key. */
    boolean servesNobody() {
        return stores != null && stores.isEmpty();
    }

    KeyLine with(String storeId) {
        if (!ID.matcher(storeId).matches()) {
            throw new IllegalArgumentException("no identifier of a store: " + storeId);
        }
        if (stores == null) {
            return this;
        }
        var more = new TreeSet<>(stores);
        more.add(storeId);
        return new KeyLine(key, more);
    }

    KeyLine without(String storeId) {
        if (stores == null) {
            return this;
        }
        var fewer = new TreeSet<>(stores);
        fewer.remove(storeId);
        return new KeyLine(key, fewer);
    }

    @Override
    public String toString() {
        return "KeyLine[" + key.id() + ", " + stores + "]";
    }
}
