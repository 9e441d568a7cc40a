// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.winekey.oauth.core.seam.ForwardingStoreIo;
import org.winekey.oauth.core.seam.MemoryStoreIo;

/** The disk as one life of the process sees it: each call is a step, and may fail as the world says. */
final class Disk extends ForwardingStoreIo {

    private final MemoryStoreIo io;
    private final Incarnation process;
    private final DiskHealth health;
    private boolean looking;

    Disk(MemoryStoreIo io, Incarnation process, DiskHealth health) {
        super(io);
        this.io = io;
        this.process = process;
        this.health = health;
    }

    /** What an observer reads costs no step and never fails. */
    void look(boolean yes) {
        looking = yes;
    }

    private void call(DiskHealth.Act act) throws IOException {
        if (!looking) {
            process.step(act.step());
            health.check(act);
        }
    }

    @Override
    public void createDirectories(Path folder) throws IOException {
        call(DiskHealth.Act.NAME);
        super.createDirectories(folder);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        call(DiskHealth.Act.READ);
        return super.list(folder);
    }

    @Override
    public SortedMap<Path, Protection> protections(Path folder) throws IOException {
        call(DiskHealth.Act.READ);
        return super.protections(folder);
    }

    @Override
    public boolean exists(Path file) throws IOException {
        call(DiskHealth.Act.READ);
        return super.exists(file);
    }

    @Override
    public StoreFile create(Path file) throws IOException {
        call(DiskHealth.Act.NAME);
        return new OpenFile(super.create(file));
    }

    @Override
    public StoreFile open(Path file) throws IOException {
        call(DiskHealth.Act.READ);
        return new OpenFile(super.open(file));
    }

    @Override
    public byte[] read(Path file, int cap) throws IOException {
        call(DiskHealth.Act.READ);
        return super.read(file, cap);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        call(DiskHealth.Act.NAME);
        super.move(from, to);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        call(DiskHealth.Act.NAME);
        super.replace(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        call(DiskHealth.Act.NAME);
        super.delete(file);
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        call(DiskHealth.Act.FORCE);
        super.forceDirectory(folder);
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        call(DiskHealth.Act.READ);
        return super.lock(file);
    }

    private final class OpenFile extends ForwardingFile {

        private OpenFile(StoreFile file) {
            super(file);
        }

        @Override
        public long size() throws IOException {
            call(DiskHealth.Act.READ);
            return super.size();
        }

        @Override
        public byte[] read(long position, int length) throws IOException {
            call(DiskHealth.Act.READ);
            return super.read(position, length);
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            var half = Arrays.copyOf(bytes, bytes.length / 2);
            if (process.lastStep(DiskHealth.Act.WRITE.step())) {
                super.write(position, half);
                process.die();
                throw new Killed();
            }
            if (health.halves()) {
                super.write(position, half);
                throw new IOException("Input/output error");
            }
            health.check(DiskHealth.Act.WRITE);
            if (health.spoils()) {
                io.spoilAt(1);
            }
            super.write(position, bytes);
        }

        @Override
        public void force() throws IOException {
            call(DiskHealth.Act.FORCE);
            super.force();
        }
    }
}
