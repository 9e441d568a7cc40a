// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.settings.ClientBook;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Definition;
import org.winekey.oauth.core.settings.Keys;

/**
 * Settings of several clients, over what bundles define. The input has a line {@code [name]} or {@code [definition name]}
 * for each, and below it lines with {@code key=value}; {@code key*=a|b} is an array, {@code key#=5} a number.
 */
public final class SettingsTarget {

    /** The text that stands for whatever must not be repeated. */
    static final String CANARY = "s3cr3t-CANARY-Zq9";

    private static final URI BASE = URI.create("http://127.0.0.1:8181");
    private static final int MOST_SECTIONS = 6;
    private static final int MOST_LINES = 120;
    private static final int MOST_REASON = 1500;
    private static final Profiles PROFILES = new Profiles();
    private static final ClientSettings.Files NO_FILES = (file, cap) -> {
        throw new IOException("no such file");
    };

    private SettingsTarget() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        var text = Escapes.utf8(input).orElseGet(() -> Escapes.bytes(input));
        Guard.within(64, () -> check(sections(text)));
    }

    private record Section(String name, boolean definition, Map<String, Object> settings) {}

    private static List<Section> sections(String text) {
        var sections = new ArrayList<>(List.of(new Section("spotify", false, new LinkedHashMap<>())));
        text.lines().limit(MOST_LINES).forEach(line -> {
            if (line.startsWith("[") && line.endsWith("]") && sections.size() < MOST_SECTIONS) {
                var words = line.substring(1, line.length() - 1).split(" ", 2);
                var definition = words.length == 2 && words[0].equals("definition");
                sections.add(new Section(words[words.length - 1], definition, new LinkedHashMap<>()));
            } else {
                put(line, sections.get(sections.size() - 1).settings());
            }
        });
        return sections;
    }

    private static void put(String line, Map<String, Object> settings) {
        var equals = line.indexOf('=');
        if (equals > 0) {
            var key = line.substring(0, equals);
            var value = line.substring(equals + 1);
            var name = key.substring(0, key.length() - 1);
            if (key.endsWith("*") && !name.isEmpty()) {
                settings.put(name, value.split("\\|", -1));
            } else if (key.endsWith("#") && !name.isEmpty() && value.matches("[0-9]{1,9}")) {
                settings.put(name, Integer.valueOf(value));
            } else {
                settings.put(key, value);
            }
        }
    }

    private static void check(List<Section> sections) {
        var book = book(sections);
        var again = book(sections);
        Claim.that(book.names().equals(again.names()), "the same settings make other clients");
        for (var name : book.names()) {
            var settings = book.settings(name, BASE);
            Claim.that(
                    settings.map(SettingsTarget::described)
                            .equals(again.settings(name, BASE).map(SettingsTarget::described)),
                    "the same settings come to something else");
            settings.ifPresent(come -> check(come, sections));
        }
        book.strays().forEach(stray -> check(stray, sections));
    }

    @SuppressWarnings("JdkObsolete")
    private static ClientBook book(List<Section> sections) {
        var book = new ClientBook(NO_FILES, PROFILES);
        var id = 0L;
        for (var section : sections) {
            if (section.definition()) {
                var publisher = new Definition.Publisher("org.example.bundle", "file:bundle.jar");
                book.define(Definition.of(id++, publisher, section.name(), section.settings()));
            } else {
                book.put(Keys.CLIENT_FACTORY_PID + "~" + section.name(), new Hashtable<>(section.settings()), true);
            }
        }
        book.openForDefinitions();
        return book;
    }

    private static void check(ClientSettings settings, List<Section> sections) {
        Claim.that(!isOnlyInSecrets(sections) || !described(settings).contains(CANARY), "a secret is shown");
        if (settings instanceof ClientSettings.Invalid invalid) {
            Claim.that(!invalid.key().isBlank(), "an error names no key");
            Claim.that(!invalid.reason().contains(CANARY) || isInKey(sections), "an error quotes a value");
            Claim.that(invalid.reason().length() <= MOST_REASON, "an error without end");
        }
        settings.registered().ifPresent(registration -> {
            var insecure = registration.route().insecure();
            registration.endpoints().named().values().forEach(endpoint -> check(endpoint, insecure));
            Claim.that(!registration.clientId().isEmpty(), "a registration without client identifier");
            Claim.that(!insecure || isSetByPerson("allow_insecure", sections), "a bundle opens a way");
            var password = registration.grantType() == GrantType.PASSWORD;
            Claim.that(!password || isSetByPerson("legacy_password_grant", sections), "a bundle asks for passwords");
            checkWritten(settings, registration.clientId(), sections);
        });
    }

    private static void check(URI endpoint, boolean insecure) {
        var scheme = String.valueOf(endpoint.getScheme());
        var here = String.valueOf(endpoint.getHost()).matches("(?i)localhost|127\\.[0-9.]+|\\[[0:]*:1]");
        Claim.that(
                scheme.equalsIgnoreCase("https") || (scheme.equalsIgnoreCase("http") && (insecure || here)),
                "secrets travel in clear");
        Claim.that(endpoint.getRawUserInfo() == null && endpoint.getHost() != null, "an endpoint that misleads");
    }

    /** What a person wrote for a client wins over what it extends and over every bundle. */
    private static void checkWritten(ClientSettings settings, String clientId, List<Section> sections) {
        var pages = sections.stream()
                .filter(section -> !section.definition() && section.settings().size() > 0)
                .toList();
        var named = pages.stream()
                .filter(page -> page.name().equals(settings.name()))
                .toList();
        var renamed = pages.stream()
                .anyMatch(page -> page.settings().keySet().stream().anyMatch(SettingsTarget::isName));
        if (named.size() == 1 && !renamed && named.get(0).settings().get("client_id") instanceof String written) {
            var once = named.get(0).settings().keySet().stream()
                            .filter("client_id"::equalsIgnoreCase)
                            .count()
                    == 1;
            Claim.that(
                    !once || !written.matches("id-[0-9]{1,9}") || written.equals(clientId),
                    "a person's word does not count");
        }
    }

    private static boolean isSetByPerson(String key, List<Section> sections) {
        return sections.stream()
                .filter(section -> !section.definition())
                .anyMatch(section -> section.settings().keySet().stream().anyMatch(key::equalsIgnoreCase));
    }

    private static boolean isName(String key) {
        return key.equalsIgnoreCase(Keys.CLIENT) || key.equalsIgnoreCase("felix.fileinstall.filename");
    }

    private static boolean isInKey(List<Section> sections) {
        return sections.stream()
                .anyMatch(section -> section.name().contains(CANARY)
                        || section.settings().keySet().stream().anyMatch(key -> key.contains(CANARY)));
    }

    /** Whether the canary stands nowhere but behind keys that begin with a dot. */
    private static boolean isOnlyInSecrets(List<Section> sections) {
        return !isInKey(sections)
                && sections.stream()
                        .flatMap(section -> section.settings().entrySet().stream())
                        .noneMatch(setting -> !setting.getKey().startsWith(".") && isIn(setting.getValue()));
    }

    private static boolean isIn(Object value) {
        return value instanceof Object[] array
                ? Arrays.stream(array).anyMatch(SettingsTarget::isIn)
                : value.toString().contains(CANARY);
    }

    /** All that a face, a log or an event could show of it. */
    private static String described(ClientSettings settings) {
        var words = settings.getClass().getSimpleName() + " " + settings.card();
        if (settings instanceof ClientSettings.Valid valid) {
            return words + valid.registration();
        }
        if (settings instanceof ClientSettings.Invalid invalid) {
            return words + invalid.key() + invalid.reason();
        }
        return settings instanceof ClientSettings.NeedsMetadata needs ? words + needs.issuer() + needs.reason() : words;
    }
}
