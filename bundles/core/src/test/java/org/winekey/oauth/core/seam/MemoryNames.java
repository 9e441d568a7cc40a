// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The names on a disk in memory, and which of their changes are durable. Its disk guards it. */
final class MemoryNames {

    final TreeMap<Path, MemoryFile> present = new TreeMap<>();
    private final TreeMap<Path, MemoryFile> durable = new TreeMap<>();
    private final List<Change> unforced = new ArrayList<>();

    /** Takes a file's name away, gives it one, or both at once. */
    private record Change(
            Path folder, @Nullable Path from, @Nullable Path to, MemoryFile file) {

        void apply(Map<Path, MemoryFile> names) {
            if (from != null) {
                names.remove(from, file);
            }
            if (to != null) {
                names.put(to, file);
            }
        }
    }

    void create(Path name, MemoryFile file) {
        change(new Change(name.getParent(), null, name, file));
    }

    void move(Path from, Path to) {
        change(new Change(to.getParent(), from, to, present.get(from)));
    }

    void delete(Path name) {
        change(new Change(name.getParent(), name, null, present.get(name)));
    }

    private void change(Change change) {
        change.apply(present);
        unforced.add(change);
    }

    /** A file that was always there. */
    void plant(Path name, MemoryFile file) {
        present.put(name, file);
        durable.put(name, file);
    }

    void force(Path folder) {
        unforced.removeIf(change -> {
            var here = change.folder.equals(folder);
            if (here) {
                change.apply(durable);
            }
            return here;
        });
    }

    boolean settled() {
        return unforced.isEmpty() && present.values().stream().allMatch(MemoryFile::settled);
    }

    /** The names after the process died. */
    MemoryNames afterKill() {
        var names = new MemoryNames();
        var twin = once(MemoryFile::afterKill);
        present.forEach((name, file) -> names.present.put(name, twin.apply(file)));
        durable.forEach((name, file) -> names.durable.put(name, twin.apply(file)));
        unforced.forEach(change ->
                names.unforced.add(new Change(change.folder, change.from, change.to, twin.apply(change.file))));
        return names;
    }

    /** The names after the power went: a beginning of their changes, as in a journal, or any of them. */
    MemoryNames afterPowerCut(RandomGenerator chance) {
        var found = new TreeMap<>(durable);
        if (chance.nextBoolean()) {
            var kept = chance.nextInt(unforced.size() + 1);
            unforced.subList(0, kept).forEach(change -> change.apply(found));
        } else {
            unforced.stream().filter(change -> chance.nextBoolean()).forEach(change -> change.apply(found));
        }
        var names = new MemoryNames();
        var drawn = once(file -> file.afterPowerCut(chance));
        found.forEach((name, file) -> names.plant(name, drawn.apply(file)));
        return names;
    }

    private static UnaryOperator<MemoryFile> once(UnaryOperator<MemoryFile> image) {
        var images = new IdentityHashMap<MemoryFile, MemoryFile>();
        return file -> images.computeIfAbsent(file, image);
    }
}
