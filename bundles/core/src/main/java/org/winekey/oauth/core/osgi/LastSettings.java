// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Members;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.seam.WholeFile;

/**
 * The settings that came out of files last, by PID. They are also kept in a file beside those, which is always whole and which the
 * owner alone can read: Karaf writes its own in place, so a power cut, or a restart of this bundle in that moment, can leave one
 * empty. Thread-safe.
 */
final class LastSettings {

    /** The file, in the folder of those that Karaf turns into configurations; its name is none that Karaf takes for one. */
    static final String FILE = "org.winekey.oauth.settings";

    private static final Logger LOG = LoggerFactory.getLogger(LastSettings.class);
    private static final long FORMAT = 1;
    private static final int CAP = 4 * 1024 * 1024;

    private final StoreIo disk;
    private final @Nullable Path etc;
    private final Map<String, Map<String, Object>> known = new TreeMap<>(); // guarded by this
    private byte[] content = encode(known); // guarded by this
    private boolean complete; // guarded by this
    private boolean failing; // guarded by this

    /**
     * Nothing so far.
     *
     * @param etc the folder whose files Karaf turns into configurations; null: there is none
     */
    LastSettings(StoreIo disk, @Nullable Path etc) {
        this.disk = disk;
        this.etc = etc;
    }

    /** Reads what an earlier run has kept. */
    synchronized void load() {
        try {
            if (etc != null && disk.exists(etc.resolve(FILE))) {
                content = disk.read(etc.resolve(FILE), CAP);
                known.putAll(decode(content));
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read, and is written anew: {}", FILE, e.toString());
        }
    }

    /** The settings of a PID (empty: none are known). */
    synchronized Optional<Map<String, Object>> of(String pid) {
        return Optional.ofNullable(known.get(pid));
    }

    /** Keeps settings; durable when it returns, as far as the disk permits. */
    synchronized void put(String pid, Map<String, Object> settings) {
        known.put(pid, settings);
        save();
    }

    /** Keeps those of a PID no longer. */
    synchronized void remove(String pid) {
        known.remove(pid);
        save();
    }

    /**
     * Those that there are have all been put: the file is written from now on.
     *
     * @param pids the only ones to keep (empty: all)
     */
    synchronized void allHaveCome(Optional<Set<String>> pids) {
        pids.ifPresent(known.keySet()::retainAll);
        complete = true;
        save();
    }

    private void save() {
        // Guards the start of a house with many clients against as many writes.
        if (!complete) {
            return;
        }
        var next = encode(known);
        if (Arrays.equals(next, content)) {
            return;
        }
        try {
            if (etc != null && disk.exists(etc)) {
                WholeFile.replace(disk, etc.resolve(FILE), next);
            }
            content = next;
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn(
                        "{} cannot be written; until it can, it may have settings that were taken away, and lacks newer ones: {}",
                        FILE,
                        e.toString());
            }
            failing = true;
        }
    }

    /**
     * Settings with other values than texts and lists of them are not written: what is read again must be the same. Nor are
     * those with a text that is too long to be read, or none would be.
     */
    private static byte[] encode(Map<String, Map<String, Object>> known) {
        var settings = new TreeMap<String, Object>();
        known.forEach((pid, values) -> {
            if (values.values().stream().allMatch(LastSettings::isReadAgain)) {
                settings.put(pid, encoded(values));
            }
        });
        return Json.write(new TreeMap<>(Map.of("format", FORMAT, "settings", settings)));
    }

    private static boolean isReadAgain(Object value) {
        return value instanceof String text
                ? text.length() <= Json.MOST_STRING
                : value instanceof String[] texts && Arrays.stream(texts).allMatch(LastSettings::isReadAgain);
    }

    private static Map<String, Object> encoded(Map<String, Object> values) {
        var encoded = new TreeMap<String, Object>();
        values.forEach((key, value) -> encoded.put(key, value instanceof String[] texts ? List.of(texts) : value));
        return encoded;
    }

    private static Map<String, Map<String, Object>> decode(byte[] content) throws IOException {
        try {
            var members = new Members(Json.readObject(content));
            if (members.number("format") != FORMAT) {
                throw new IOException("a later version wrote it");
            }
            var settings = members.object("settings");
            var decoded = new TreeMap<String, Map<String, Object>>();
            for (var pid : settings.values().keySet()) {
                decoded.put((String) pid, decoded(settings.object((String) pid)));
            }
            return decoded;
        } catch (JsonException e) {
            throw new IOException("it is damaged", e);
        }
    }

    private static Map<String, Object> decoded(Members values) throws JsonException {
        var decoded = new TreeMap<String, Object>();
        for (var value : values.values().entrySet()) {
            var key = (String) value.getKey();
            decoded.put(
                    key,
                    value.getValue() instanceof List ? values.texts(key).toArray(String[]::new) : values.text(key));
        }
        return decoded;
    }
}
