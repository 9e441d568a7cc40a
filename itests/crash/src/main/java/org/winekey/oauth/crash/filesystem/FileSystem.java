// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.filesystem;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.winekey.oauth.crash.Command;

/** A file system of its own, in an image in memory. Closing unmounts it. Not thread-safe. */
final class FileSystem implements Closeable {

    private static final int MEBIBYTES = 16;

    private final Workshop workshop;
    private final String mounter;
    private final String device;
    private final Path folder;

    private FileSystem(Workshop workshop, String mounter, String device, Path folder) {
        this.workshop = workshop;
        this.mounter = mounter;
        this.device = device;
        this.folder = folder;
    }

    /** Makes one with the words of its maker, mkfs.something, and mounts it by its mounter. */
    static FileSystem make(String mounter, String... maker) throws IOException {
        var workshop = Workshop.open();
        var image = workshop.image("image", MEBIBYTES);
        var words = new ArrayList<Object>(List.of(maker));
        words.add(image);
        Command.run(words.toArray());
        var made = new FileSystem(workshop, mounter, workshop.device(image), workshop.place("house"));
        made.mount();
        return made;
    }

    static FileSystem ext4() throws IOException {
        return make("mount", "mkfs.ext4", "-q", "-F", "-m", "0", "-J", "size=4");
    }

    private void mount() throws IOException {
        Command.run(mounter, device, folder);
    }

    /** Unmounts it and mounts it again. */
    void again() throws IOException {
        Command.run("umount", folder);
        mount();
    }

    /**
     * Lets nothing be written, or lets it again. A second mount over the first: the kernel refuses to change the first
     * one while the store holds its lock file.
     */
    void readOnly(boolean yes) throws IOException {
        if (yes) {
            Command.run("mount", "--bind", folder, folder);
            Command.run("mount", "-o", "remount,bind,ro", folder);
        } else {
            Command.run("umount", folder);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        workshop.close();
    }
}
