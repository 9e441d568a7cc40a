// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
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
    private final LastSettings last;

    EmptiedFiles(RawSettings rawSettings, LastSettings last) {
        this.rawSettings = rawSettings;
        this.last = last;
    }

    /** Takes up what an earlier run has kept; before the first settings come. */
    void load() {
        last.load();
    }

    /** All settings that there are have come: keeps none of what went away meanwhile. */
    void retain(Set<String> pids) {
        last.retain(pids);
    }

    /** Whether these settings of a file that had some have not a single key left. */
    boolean isEmptied(String pid, Map<String, Object> settings) {
        return isEmpty(settings) && last.of(pid).isPresent();
    }

    private static boolean isEmpty(Map<String, Object> settings) {
        return settings.containsKey(ClientNames.FILE)
                && ClientConfigurations.settings(settings).isEmpty();
    }

    /**
     * Keeps what was written for as long as this runs, if it comes out of a file. What is not known for sure is not kept: better no
     * settings than those that a person has just taken away.
     */
    void remember(String pid) {
        var configuration = rawSettings.find(pid);
        if (configuration.isPresent()) {
            remember(configuration.get());
        }
    }

    /** The same, of a configuration that was just changed. */
    void remember(Configuration configuration) {
        var written = ClientConfigurations.raw(configuration);
        if (written.containsKey(ClientNames.FILE) && !isEmpty(written)) {
            last.put(configuration.getPid(), written);
        } else {
            last.remove(configuration.getPid());
        }
    }

    /** The configuration is gone. */
    void forget(String pid) {
        last.remove(pid);
    }

    /** Puts back what was there, unless something else has come. */
    void putBack(String pid) {
        var before = last.of(pid).orElse(null);
        var configuration = before == null ? Optional.<Configuration>empty() : rawSettings.find(pid);
        if (before == null || configuration.isEmpty() || !isEmpty(ClientConfigurations.raw(configuration.get()))) {
            return;
        }
        try {
            configuration.get().update(FrameworkUtil.asDictionary(before));
            LOG.warn(
                    "{}: its file {} came without a single key, as when it is read while it is written; the settings of before"
                            + " were put back. To be rid of the client, delete the file.",
                    pid,
                    before.get(ClientNames.FILE));
        } catch (IOException | IllegalStateException e) {
            // Guards against changes that are refused for ever.
            last.remove(pid);
            LOG.error("{}: its file is empty, and the settings of before cannot be put back: {}", pid, e.toString());
        }
    }
}
