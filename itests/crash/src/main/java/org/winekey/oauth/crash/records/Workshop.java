// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A folder in memory for disk images and the places where they are mounted. Closing takes everything down; what a killed
 * run left is taken down by the next one. Not thread-safe.
 */
final class Workshop implements Closeable {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "winekey-crash-";

    private final Path folder;

    private Workshop(Path folder) {
        this.folder = folder;
    }

    static Workshop open() throws IOException {
        try (var leftovers = Files.newDirectoryStream(MEMORY, PREFIX + "*")) {
            for (var leftover : leftovers) {
                if (!Files.exists(Path.of("/proc", ownerOf(leftover)))) {
                    takeDown(leftover);
                }
            }
        }
        var process = ProcessHandle.current().pid();
        return new Workshop(Files.createTempDirectory(MEMORY, PREFIX + process + "-"));
    }

    private static String ownerOf(Path folder) {
        return folder.getFileName().toString().substring(PREFIX.length()).split("-", 2)[0];
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

    private static void takeDown(Path folder) throws IOException {
        for (var mounted : mounts(folder)) {
            Command.tryRun("umount", "--lazy", mounted);
        }
        for (var line : Command.run("losetup", "--list", "--noheadings", "--output", "NAME,BACK-FILE")
                .lines()
                .filter(line -> line.contains(folder + "/"))
                .toList()) {
            Command.tryRun("losetup", "--detach", line.split(" ", 2)[0]);
        }
        delete(folder);
    }

    /** Deletes a folder and what is in it. */
    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
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
