// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.ForeignText;

/**
 * The defaults that a bundle publishes for a client, without what it may not decide. Immutable.
 *
 * @param id the smaller one came first
 * @param publisher the bundle
 * @param client the client name; empty where there is none
 * @param settings what it may decide
 * @param notices what it may not decide, each beginning with a word for programs and a colon
 * @param fault why it cannot be used; null: it can
 */
public record Definition(
        long id,
        Publisher publisher,
        String client,
        Map<String, Object> settings,
        List<String> notices,
        @Nullable Fault fault) {

    /** What a definition says with its name, and what would bring it the settings of another client. */
    private static final List<String> OF_PERSONS = List.of(Keys.EXTENDS, Keys.CLIENT);

    private static final String PASSWORD = "password";
    private static final int MOST_KEYS = 200;

    /**
     * A bundle that publishes definitions.
     *
     * @param name symbolic name
     * @param location where it was installed from
     */
    public record Publisher(String name, String location) {}

    /**
     * Why a definition cannot be used.
     *
     * @param key the key to look at
     * @param reason names the bundle, never a value
     */
    public record Fault(String key, String reason) {}

    /** Copies the collections. */
    public Definition {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        notices = List.copyOf(notices);
    }

    /**
     * A definition that could not be asked.
     *
     * @param client what it said of the client (null: nothing)
     * @param thrown the class of what it threw
     */
    public static Definition failed(long id, Publisher publisher, @Nullable String client, String thrown) {
        var name = client != null && ClientNames.isLegal(client) ? client : "";
        return faulty(id, publisher, name, Keys.CLIENT, by(publisher) + " failed with " + thrown);
    }

    private static Definition faulty(long id, Publisher publisher, String client, String key, String reason) {
        return new Definition(id, publisher, client, Map.of(), List.of(), new Fault(key, reason));
    }

    /** Takes what a bundle says; whatever that is, the answer is a value. */
    public static Definition of(long id, Publisher publisher, @Nullable String client, @Nullable Map<?, ?> raw) {
        if (client == null || !ClientNames.isLegal(client)) {
            return faulty(id, publisher, "", Keys.CLIENT, by(publisher) + " is for no client name");
        }
        if (raw == null || raw.size() > MOST_KEYS) {
            return faulty(id, publisher, client, Keys.CLIENT, by(publisher) + " has no settings, or too many");
        }
        var settings = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        var notices = new ArrayList<String>();
        for (var entry : raw.entrySet()) {
            var key = String.valueOf(entry.getKey());
            if (isForPersons(key, entry.getValue())) {
                notices.add("definition-key-refused: " + ForeignText.plain(key) + " in " + by(publisher)
                        + " is for a person alone; set it in the settings of this client if it is meant");
            } else if (UnknownKeys.isUnknown(key)) {
                return faulty(
                        id,
                        publisher,
                        client,
                        ForeignText.plain(key),
                        "is a key that no client has, in " + by(publisher));
            } else if (entry.getValue() != null) {
                settings.put(key, copy(entry.getValue()));
            }
        }
        return new Definition(id, publisher, client, settings, notices, null);
    }

    /** The definition, for people. */
    static String by(Publisher publisher) {
        return "the definition of the bundle " + publisher.name();
    }

    boolean isBy(String bundle) {
        return publisher.name().equals(bundle);
    }

    private static boolean isForPersons(String key, @Nullable Object value) {
        return Keys.PERSON_ONLY.stream().anyMatch(key::equalsIgnoreCase)
                || OF_PERSONS.stream().anyMatch(key::equalsIgnoreCase)
                || texts(value).anyMatch(text -> isForPersons(key, text));
    }

    private static boolean isForPersons(String key, String text) {
        return (key.equalsIgnoreCase(Keys.GRANT_TYPES) && text.contains(PASSWORD))
                || Relaxations.of(key, text).isPresent();
    }

    private static Stream<String> texts(@Nullable Object value) {
        Stream<?> all = value instanceof Object[] array
                ? Arrays.stream(array)
                : value instanceof Collection<?> several ? several.stream() : Stream.ofNullable(value);
        return all.map(one -> String.valueOf(one).strip().toLowerCase(Locale.ROOT));
    }

    private static Object copy(Object value) {
        if (value instanceof Object[] array) {
            return array.clone();
        }
        return value instanceof Collection<?> collection ? new ArrayList<>(collection) : value;
    }

    @Override
    public String toString() {
        return "Definition[" + publisher.name() + ", " + client + "]";
    }
}
