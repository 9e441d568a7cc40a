// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.filesystem;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.winekey.oauth.crash.Command;

/** A mounted ext4 whose disk writes down what it is told. Closing unmounts it. Not thread-safe. */
final class LoggedDisk implements Closeable {

    private final Path folder;
    private final Path fuse;
    private final Path log;
    private final String device;

    private LoggedDisk(Path folder, Path fuse, Path log, String device) {
        this.folder = folder;
        this.fuse = fuse;
        this.log = log;
        this.device = device;
    }

    /** Mounts an image; its log begins here. */
    static LoggedDisk mount(Workshop workshop, Path image, String options) throws IOException {
        var fuse = workshop.place("fuse");
        var log = workshop.path("log");
        Files.deleteIfExists(log);
        new ProcessBuilder(program(workshop).toString(), image.toString(), log.toString(), fuse.toString())
                .inheritIO()
                .start();
        while (!Files.exists(fuse.resolve("disk"))) {
            Thread.onSpinWait();
        }
        var device = workshop.device(fuse.resolve("disk"));
        var folder = workshop.place("house");
        Command.run("mount", "-t", "ext4", "-o", options, device, folder);
        return new LoggedDisk(folder, fuse, log, device);
    }

    private static Path program(Workshop workshop) throws IOException {
        var program = workshop.path("write-log");
        if (!Files.exists(program)) {
            compile(source(workshop), program);
        }
        return program;
    }

    private static Path source(Workshop workshop) throws IOException {
        var source = workshop.path("write-log.c");
        try (var in = LoggedDisk.class.getResourceAsStream("/write-log.c")) {
            if (in == null) {
                throw new IOException("write-log.c is not on the class path: build the module again");
            }
            Files.copy(in, source);
        }
        return source;
    }

    private static void compile(Path source, Path program) throws IOException {
        Command.run(
                "gcc",
                "-O2",
                "-Wall",
                "-Werror",
                "-I/usr/include/fuse3",
                "-o",
                program,
                source,
                "-lfuse3",
                "-lpthread");
    }

    Path folder() {
        return folder;
    }

    /** Where the log ends now. */
    long position() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    WriteLog log() throws IOException {
        return WriteLog.read(log);
    }

    @Override
    public void close() throws IOException {
        Command.run("umount", folder);
        Command.run("losetup", "--detach", device);
        Command.run("umount", fuse);
    }
}
