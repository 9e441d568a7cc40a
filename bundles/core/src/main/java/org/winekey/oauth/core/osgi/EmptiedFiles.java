// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.settings.ClientNames;

/**
 * Guards settings against a file that Karaf reads in the moment in which it writes it, when two changes follow each other fast:
 * they come back without a single key, and the file is left like that. What was there before goes on meanwhile, and is put back
 * when nothing else has come for a while. Thread-safe.
 */
final class EmptiedFiles {

    /** Karaf looks at its files every second, and takes one that has not changed since it looked last. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(EmptiedFiles.class);

    private final RawSettings rawSettings;
    private final Map<String, Map<String, Object>> known = new ConcurrentHashMap<>();

    EmptiedFiles(RawSettings rawSettings) {
        this.rawSettings = rawSettings;
    }

    /** Whether these settings of a file that had some have not a single key left. */
    boolean isEmptied(String pid, Map<String, Object> settings) {
        return known.containsKey(pid) && isEmpty(settings);
    }

    private static boolean isEmpty(Map<String, Object> settings) {
        return settings.containsKey(ClientNames.FILE)
                && ClientConfigurations.settings(settings).isEmpty();
    }

    /** Keeps what was written for as long as this runs, if it comes out of a file. */
    void remember(String pid) {
        var written = written(pid);
        if (written.containsKey(ClientNames.FILE) && !isEmpty(written)) {
            known.put(pid, written);
        }
    }

    /** The configuration is gone. */
    void forget(String pid) {
        known.remove(pid);
    }

    /** Puts back what was there, unless something else has come. */
    void putBack(String pid) {
        var before = known.get(pid);
        var now = written(pid);
        if (before == null || !isEmpty(now)) {
            return;
        }
        try {
            var admin = rawSettings.admin();
            if (admin.isPresent()) {
                admin.get().getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(before));
                LOG.warn(
                        "{}: its file {} came without a single key, as when it is read while it is written; the settings of"
                                + " before were put back. To be rid of the client, delete the file.",
                        pid,
                        before.get(ClientNames.FILE));
            }
        } catch (IOException | IllegalStateException e) {
            LOG.warn("{}: its file is empty, and the settings of before cannot be put back: {}", pid, e.toString());
        }
    }

    private Map<String, Object> written(String pid) {
        try {
            var admin = rawSettings.admin();
            return admin.isPresent() ? ClientConfigurations.raw(admin.get().getConfiguration(pid, "?")) : Map.of();
        } catch (IOException | IllegalStateException e) {
            LOG.debug(
                    "The configuration {} cannot be looked up: {}",
                    pid,
                    e.getClass().getName());
            return Map.of();
        }
    }
}
