// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.EndpointRules;

/**
 * The settings of the whole service. A value that cannot be used counts as not set and is named in {@code problems}.
 * Immutable.
 *
 * @param baseUri origin where browsers reach this controller, without a slash at the end; null when not set
 * @param relayUri address of the relay page, without a query; null when not set
 * @param storeDirectory folder of the token store; null when not set
 * @param keys where the key of the token store comes from
 * @param machineFile file that tells this machine from a copy of it; null when not set
 * @param tokenTimeout longest wait of a caller
 * @param admins symbolic names of further bundles that may administer
 * @param problems reasons by key; no value is quoted
 */
public record ServiceSettings(
        @Nullable URI baseUri,
        @Nullable URI relayUri,
        @Nullable Path storeDirectory,
        KeySettings keys,
        @Nullable Path machineFile,
        Duration tokenTimeout,
        Set<String> admins,
        Map<String, String> problems) {

    /** What {@code token_timeout} is when it is not set. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private static final int LONGEST_TIMEOUT = 300;

    /** Copies the collections. */
    public ServiceSettings {
        admins = Set.copyOf(admins);
        problems = Map.copyOf(problems);
    }

    /** Reads settings; whatever is in them, the answer is a value. */
    public static ServiceSettings of(Map<String, ?> raw) {
        var values = new Values(raw);
        var problems = new TreeMap<String, String>();
        var base = or(problems, Optional.<URI>empty(), () -> base(values));
        var relay = or(problems, Optional.<URI>empty(), () -> relay(values));
        var folder = or(problems, Optional.<Path>empty(), () -> path(values, Keys.STORE_DIRECTORY));
        var keys = KeySettings.of(values, problems);
        var machine = or(problems, Optional.<Path>empty(), () -> path(values, Keys.MACHINE_FILE));
        var timeout = or(problems, DEFAULT_TIMEOUT, () -> timeout(values));
        var admins = or(problems, Set.<String>of(), () -> Set.copyOf(values.words(Keys.ADMINS)));
        return new ServiceSettings(
                base.orElse(null),
                relay.orElse(null),
                folder.orElse(null),
                keys,
                machine.orElse(null),
                timeout,
                admins,
                problems);
    }

    private static Optional<URI> relay(Values values) throws SettingsException {
        var text = values.text(Keys.RELAY_URI);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var complaint = EndpointRules.checkRedirectUri(text.get());
        if (complaint.isPresent()
                || !text.get().startsWith("https://")
                || text.get().contains("?")) {
            throw new SettingsException(
                    Keys.RELAY_URI, complaint.orElse("must be an https address of a page, without a query"));
        }
        return Optional.of(URI.create(text.get()));
    }

    private static Optional<URI> base(Values values) throws SettingsException {
        var text = values.text(Keys.BASE_URI);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Addresses.origin(Keys.BASE_URI, text.get()));
    }

    static Optional<Path> path(Values values, String key) throws SettingsException {
        var text = values.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var path = Path.of(text.get());
            if (path.isAbsolute()) {
                return Optional.of(path);
            }
        } catch (InvalidPathException e) {
            throw new SettingsException(key, "is not a path of this machine");
        }
        throw new SettingsException(key, "must be an absolute path");
    }

    private static Duration timeout(Values values) throws SettingsException {
        var text = values.text(Keys.TOKEN_TIMEOUT);
        if (text.isEmpty()) {
            return DEFAULT_TIMEOUT;
        }
        if (text.get().matches("\\d{1,3}")) {
            int seconds = Integer.parseInt(text.get());
            if (seconds >= 1 && seconds <= LONGEST_TIMEOUT) {
                return Duration.ofSeconds(seconds);
            }
        }
        throw new SettingsException(
                Keys.TOKEN_TIMEOUT, "must be a whole number of seconds from 1 to " + LONGEST_TIMEOUT);
    }

    static <T> T or(Map<String, String> problems, T fallback, Reading<T> reading) {
        try {
            return reading.read();
        } catch (SettingsException e) {
            problems.put(e.key(), e.reason());
            return fallback;
        }
    }

    /** Reads one setting. */
    interface Reading<T> {
        T read() throws SettingsException;
    }
}
