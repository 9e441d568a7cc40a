// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ReadOnlyConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.settings.ClientNames;

/**
 * Guards settings against a file that Karaf reads in the moment in which it writes it, or that a power cut left empty: they come
 * back without a single key, and the file stays like that. What was there before goes on meanwhile, and is put back when
 * nothing else has come for a while. Thread-safe.
 */
final class EmptiedFiles {

    /** Karaf looks at its files every second, and takes one that has not changed since it looked last. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /** From one try to put settings back to the next, where they are refused. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(EmptiedFiles.class);

    private final RawSettings rawSettings;
    private final LastSettings last;

    /** PIDs whose settings could not be put back last time. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    EmptiedFiles(RawSettings rawSettings, LastSettings last) {
        this.rawSettings = rawSettings;
        this.last = last;
    }

    /** Takes up what an earlier run has kept; before the first settings come. */
    void load() {
        last.load();
    }

    /**
     * All settings that there are have come: keeps none of what went away meanwhile.
     *
     * @param pids those that are there (empty: that is not known)
     */
    void allHaveCome(Optional<Set<String>> pids) {
        last.allHaveCome(pids);
    }

    /** Whether these settings of a file that had some have not a single key left. */
    boolean isEmptied(String pid, Map<String, Object> settings) {
        return isEmpty(settings) && last.of(pid).isPresent();
    }

    private static boolean isEmpty(Map<String, Object> settings) {
        return settings.containsKey(ClientNames.FILE)
                && ClientConfigurations.settings(settings).isEmpty();
    }

    /** Keeps what was written, if it comes out of a file. */
    void remember(String pid) {
        var configuration = rawSettings.find(pid);
        if (configuration.isPresent()) {
            remember(configuration.get());
        }
    }

    /**
     * The same, of a configuration that was just changed. Where not a single key is left of it, what is known stays: who wants
     * no settings any more says so by {@link #forget}, or deletes the file.
     */
    synchronized void remember(Configuration configuration) {
        var written = ClientConfigurations.raw(configuration);
        if (!written.containsKey(ClientNames.FILE)) {
            last.remove(configuration.getPid());
        } else if (!isEmpty(written)) {
            refused.remove(configuration.getPid());
            last.put(configuration.getPid(), written);
        }
    }

    /** Keeps a change that went through, also where Karaf has read its file meanwhile and nothing is left of it. */
    synchronized void changed(Configuration configuration, Map<String, Object> settings) {
        if (settings.containsKey(ClientNames.FILE) && !isEmpty(settings)) {
            last.put(configuration.getPid(), settings);
        }
    }

    /** The configuration is gone, or is to have no settings any more. */
    synchronized void forget(String pid) {
        last.remove(pid);
    }

    /**
     * Puts back what was there, unless something else has come.
     *
     * @return whether that is done with; false: it was refused, and is to be tried again
     */
    boolean putBack(String pid) {
        var configuration = rawSettings.find(pid);
        var present = configuration.map(ClientConfigurations::raw).orElse(Map.of());
        if (!isEmpty(present)) {
            return true;
        }
        var before = last.of(pid);
        return before.isEmpty() || write(configuration.orElseThrow(), pid, present, before.get());
    }

    private boolean write(
            Configuration configuration, String pid, Map<String, Object> present, Map<String, Object> before) {
        var file = present.get(ClientNames.FILE);
        // The file may have moved since.
        var whole = new TreeMap<>(ClientConfigurations.settings(before));
        whole.putAll(present);
        try {
            configuration.update(FrameworkUtil.asDictionary(whole));
            LOG.warn(
                    "{}: its file {} came without a single key, as when it is read while it is written; the settings of before"
                            + " were put back. To be rid of the client, delete the file.",
                    pid,
                    file);
            refused.remove(pid);
            return true;
        } catch (IOException | IllegalStateException | ReadOnlyConfigurationException e) {
            if (refused.add(pid)) {
                LOG.error(
                        "{}: its file {} is empty, and the settings of before cannot be put back, which is tried again: {}",
                        pid,
                        file,
                        e.toString());
            }
            return false;
        }
    }
}
