// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
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

    private static final Logger LOG = LoggerFactory.getLogger(EmptiedFiles.class);

    private final RawSettings rawSettings;
    private final LastSettings last;

    /** PIDs whose settings could not be put back, in this run. */
    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

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
        return isEmpty(settings) && !givenUp.contains(pid) && last.of(pid).isPresent();
    }

    private static boolean isEmpty(Map<String, Object> settings) {
        return settings.containsKey(ClientNames.FILE)
                && ClientConfigurations.settings(settings).isEmpty();
    }

    /**
     * Keeps what was written, if it comes out of a file. What is not known for sure is not kept: better no settings than those
     * that a person has just taken away.
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
            givenUp.remove(configuration.getPid());
            last.put(configuration.getPid(), written);
        } else if (!givenUp.contains(configuration.getPid())) {
            last.remove(configuration.getPid());
        }
    }

    /** The configuration is gone, or is to have no settings any more. */
    void forget(String pid) {
        givenUp.remove(pid);
        last.remove(pid);
    }

    /**
     * Puts back what was there, unless something else has come.
     *
     * @return whether Config Admin delivers what counts; false: the file stays empty, and so do the settings
     */
    boolean putBack(String pid) {
        var configuration = rawSettings.find(pid);
        var present = configuration.map(ClientConfigurations::raw).orElse(Map.of());
        if (!isEmpty(present)) {
            return true;
        }
        var before = last.of(pid);
        if (before.isEmpty()) {
            return false;
        }
        // The file may have moved since.
        var whole = new TreeMap<>(ClientConfigurations.settings(before.get()));
        whole.putAll(present);
        try {
            configuration.orElseThrow().update(FrameworkUtil.asDictionary(whole));
            LOG.warn(
                    "{}: its file {} came without a single key, as when it is read while it is written; the settings of before"
                            + " were put back. To be rid of the client, delete the file.",
                    pid,
                    present.get(ClientNames.FILE));
            return true;
        } catch (IOException | IllegalStateException | ReadOnlyConfigurationException e) {
            // Guards against changes that are refused for ever. The copy stays for the next start.
            givenUp.add(pid);
            LOG.error(
                    "{}: its file {} is empty, and the settings of before cannot be put back: {}",
                    pid,
                    present.get(ClientNames.FILE),
                    e.toString());
            return false;
        }
    }
}
