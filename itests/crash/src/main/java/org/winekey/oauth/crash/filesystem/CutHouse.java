// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.filesystem;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.crash.Command;
import org.winekey.oauth.crash.Weakness;
import org.winekey.oauth.crash.records.Ledger;
import org.winekey.oauth.crash.records.Records;
import org.winekey.oauth.spi.RecordKind;

/** Where the power comes back: mounts what a cut left and looks what the store finds there. Not thread-safe. */
final class CutHouse implements Closeable {

    private final FileChannel disk;
    private final String device;
    private final Path folder;
    private final String mode;
    private final Weakness weakness;

    CutHouse(Workshop workshop, int mebibytes, String mode, Weakness weakness) throws IOException {
        var image = workshop.image("cut", mebibytes);
        this.disk = FileChannel.open(image, StandardOpenOption.WRITE);
        this.device = workshop.device(image);
        this.folder = workshop.place("back");
        this.mode = mode;
        this.weakness = weakness == Weakness.PLAIN_FILE ? weakness : Weakness.NONE;
    }

    /** Whether a store finds what it must on a disk as the cut left it, and can write again. */
    boolean keeps(byte[] left, Ledger.Account account) throws IOException {
        disk.write(ByteBuffer.wrap(left), 0);
        if (!isMounted()) {
            return false;
        }
        try (var records = Records.open(new DiskStoreIo(), folder, weakness)) {
            var kept = account.allows(records.all()) && records.problems().isEmpty();
            records.write("client-0", RecordKind.GRANT, "healthy");
            return kept && records.read("client-0", RecordKind.GRANT).orElse("").equals("healthy");
        } catch (IOException e) {
            return false;
        } finally {
            Command.run("umount", folder);
        }
    }

    private boolean isMounted() {
        if (!Command.tryRun("mount", "-t", "ext4", "-o", mode + ",noinit_itable", device, folder)) {
            // A torn superblock; what a house does at its start then.
            Command.tryRun("e2fsck", "-fy", device);
            return Command.tryRun("mount", "-t", "ext4", "-o", mode + ",noinit_itable", device, folder);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        disk.close();
        Command.run("losetup", "--detach", device);
    }
}
