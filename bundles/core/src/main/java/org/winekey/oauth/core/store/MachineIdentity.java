// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.StoreIo;

/**
 * What tells this machine from one that runs a copy of its disk: something of its board, which no copy takes along. So
 * not {@code /etc/machine-id}, which is on the disk. Immutable.
 *
 * @param source the file it was read from
 * @param text its content, trimmed; never stored and never shown
 */
public record MachineIdentity(Path source, String text) {

    private static final List<Path> BOARD =
            List.of(Path.of("/sys/class/dmi/id/product_uuid"), Path.of("/sys/firmware/devicetree/base/serial-number"));
    private static final int CAP = 4096;

    /**
     * The identity of this machine.
     *
     * @param named the only file to look at; null: those of the board, of which the first that tells anything is taken
     * @return empty: nothing tells it, or the file that would cannot be read
     */
    public static Optional<MachineIdentity> read(StoreIo io, @Nullable Path named) {
        return (named == null ? BOARD : List.of(named))
                .stream().flatMap(file -> from(io, file).stream()).findFirst();
    }

    private static Optional<MachineIdentity> from(StoreIo io, Path file) {
        try {
            var content = new String(io.readUnsized(file, CAP), ISO_8859_1);
            var text = content.replace('\0', ' ').strip().toLowerCase(Locale.ROOT);
            return says(text) ? Optional.of(new MachineIdentity(file, text)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    // Guards against boards that were never given a number: all of them say 0000-0000 or ffff-ffff.
    private static boolean says(String text) {
        return text.chars().filter(Character::isLetterOrDigit).distinct().count() > 1;
    }

    /** Tells sources apart. */
    String sourceDigest() {
        return Digests.hex("winekey machine source", source.toString().getBytes(UTF_8))
                .substring(0, 16);
    }

    /** Tells machines apart beside this store, and says nothing beside another. */
    String digest(String storeId) {
        return Digests.hex("winekey machine|" + storeId + "|", text.getBytes(ISO_8859_1));
    }

    @Override
    public String toString() {
        return "MachineIdentity[" + source + "]";
    }
}
