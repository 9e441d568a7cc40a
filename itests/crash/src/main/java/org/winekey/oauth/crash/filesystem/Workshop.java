// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.filesystem;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.winekey.oauth.crash.Command;
import org.winekey.oauth.crash.ScratchFolder;

/**
 * A folder in memory for disk images and the places where they are mounted. Closing takes everything down; what a killed
 * run left is taken down by the next one. Not thread-safe.
 */
final class Workshop implements Closeable {

    private final ScratchFolder folder;

    private Workshop(ScratchFolder folder) {
        this.folder = folder;
    }

    static Workshop open() throws IOException {
        var folder = ScratchFolder.inMemory();
        try (var others = Files.newDirectoryStream(folder.path().getParent(), ScratchFolder.PREFIX + "*")) {
            for (var other : others) {
                if (!Files.exists(Path.of("/proc", ownerOf(other)))) {
                    takeDown(new ScratchFolder(other));
                }
            }
        }
        return new Workshop(folder);
    }

    private static String ownerOf(Path folder) {
        return folder.getFileName()
                .toString()
                .substring(ScratchFolder.PREFIX.length())
                .split("-", 2)[0];
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** A folder to mount something at. */
    Path place(String name) throws IOException {
        return Files.createDirectories(path(name));
    }

    /** An empty file of that many MiB. */
    Path image(String name, int size) throws IOException {
        try (var file = new RandomAccessFile(path(name).toFile(), "rw")) {
            file.setLength((long) size << 20);
        }
        return path(name);
    }

    /** A block device over a file. */
    String device(Path image) throws IOException {
        return Command.run("losetup", "--find", "--show", image);
    }

    @Override
    public void close() throws IOException {
        takeDown(folder);
    }

    private static void takeDown(ScratchFolder folder) throws IOException {
        for (var mounted : mounts(folder.path())) {
            Command.tryRun("umount", "--lazy", mounted);
        }
        for (var line : Command.run("losetup", "--list", "--noheadings", "--output", "NAME,BACK-FILE")
                .lines()
                .filter(line -> line.contains(folder.path() + "/"))
                .toList()) {
            Command.tryRun("losetup", "--detach", line.split(" ", 2)[0]);
        }
        folder.close();
    }

    /** What is mounted below a folder, last first. */
    private static List<String> mounts(Path folder) throws IOException {
        var mounts = new ArrayList<String>();
        for (var line : Files.readAllLines(Path.of("/proc/mounts"))) {
            var place = line.split(" ", 3)[1];
            if (place.startsWith(folder + "/")) {
                mounts.add(0, place);
            }
        }
        return mounts;
    }
}
