// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.profile.Profile.Facts;
import org.winekey.oauth.core.protocol.Members;

/** Reads the document of a profile. Its schema is closed: what nobody reads is an error. */
final class ProfileReader {

    private static final String TITLE = "title";
    private static final String DOCUMENTATION = "documentation";
    private static final String SETUP = "setup";
    private static final String EXTENDS = "extends";
    private static final String VARIABLES = "variables";
    private static final String SETTINGS = "settings";
    private static final String RELAXES = "relaxes";
    private static final Set<String> MEMBERS =
            Set.of(TITLE, DOCUMENTATION, SETUP, EXTENDS, VARIABLES, SETTINGS, RELAXES);

    /** Far more than any provider needs. */
    private static final int MOST_BYTES = 64 * 1024;

    private ProfileReader() {}

    static Facts read(byte[] json) throws ProfileException {
        if (json.length > MOST_BYTES) {
            throw new ProfileException("is longer than " + MOST_BYTES + " bytes");
        }
        try {
            return facts(new Members(Json.readObject(json)));
        } catch (JsonException e) {
            throw new ProfileException("cannot be read: " + e.getMessage());
        }
    }

    private static Facts facts(Members document) throws JsonException, ProfileException {
        for (var name : document.values().keySet()) {
            if (!MEMBERS.contains(String.valueOf(name))) {
                throw new ProfileException("has a member that nobody reads, " + name + "; correct or remove it");
            }
        }
        return new Facts(
                document.text(TITLE),
                document.text(DOCUMENTATION),
                document.text(SETUP),
                Optional.ofNullable(document.optionalText(EXTENDS)),
                variables(document.optionalObject(VARIABLES)),
                settings(document.object(SETTINGS)),
                relaxes(document));
    }

    private static Map<String, List<String>> variables(@Nullable Members members) throws JsonException {
        var variables = new LinkedHashMap<String, List<String>>();
        if (members != null) {
            for (var name : members.values().keySet()) {
                variables.put(String.valueOf(name), List.copyOf(members.texts(String.valueOf(name))));
            }
        }
        return variables;
    }

    private static Map<String, Object> settings(Members members) throws ProfileException {
        var settings = new LinkedHashMap<String, Object>();
        for (var member : members.values().entrySet()) {
            settings.put(String.valueOf(member.getKey()), setting(String.valueOf(member.getKey()), member.getValue()));
        }
        return settings;
    }

    private static Object setting(String key, @Nullable Object value) throws ProfileException {
        if (value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value.toString();
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new ProfileException("has a setting that is no text and no list of texts: " + key);
    }

    private static Set<String> relaxes(Members document) throws JsonException {
        return document.values().get(RELAXES) == null ? Set.of() : Set.copyOf(document.texts(RELAXES));
    }
}
