// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** A file system of its own, in an image in memory. Closing unmounts it. Not thread-safe. */
final class FileSystem implements Closeable {

    private static final int MEBIBYTES = 16;

    private final Workshop workshop;
    private final String device;
    private final Path folder;

    private FileSystem(Workshop workshop, String device, Path folder) {
        this.workshop = workshop;
        this.device = device;
        this.folder = folder;
    }

    /** Makes one with the words of its maker, mkfs.something, and mounts it. */
    static FileSystem make(String... maker) throws IOException {
        var workshop = Workshop.open();
        var image = workshop.image("image", MEBIBYTES);
        var words = new Object[maker.length + 1];
        System.arraycopy(maker, 0, words, 0, maker.length);
        words[maker.length] = image;
        Command.run(words);
        var made = new FileSystem(workshop, workshop.device(image), workshop.place("house"));
        made.mount();
        return made;
    }

    static FileSystem ext4() throws IOException {
        return make("mkfs.ext4", "-q", "-F", "-m", "0", "-J", "size=4");
    }

    private void mount() throws IOException {
        Command.run("mount", device, folder);
    }

    /** Unmounts it and mounts it again. */
    void again() throws IOException {
        Command.run("umount", folder);
        mount();
    }

    /** Lets nothing be written, or lets it again. */
    void readOnly(boolean yes) throws IOException {
        Command.run("mount", "-o", yes ? "remount,ro" : "remount,rw", folder);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        workshop.close();
    }
}
