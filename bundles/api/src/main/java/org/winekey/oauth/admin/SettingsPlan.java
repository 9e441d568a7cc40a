// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a change of settings would do. Nothing is changed by it.
 *
 * @param client the client name (never null)
 * @param changed the keys that would have another value, come or go, by name (never null, may be empty)
 * @param wrong the keys that the client would not work with, each with what is wrong and what to do (never null, may be empty)
 * @param effect what becomes of the sign-in (never null)
 * @param text the same for people, one or two sentences (never null)
 * @param register the redirect URIs that would have to be registered at the provider and are not those of now (never null)
 * @param notes what else would be new and worth knowing (never null, may be empty)
 */
public record SettingsPlan(
        String client,
        Set<String> changed,
        Map<String, String> wrong,
        Effect effect,
        String text,
        List<Way> register,
        List<String> notes) {
    /** Copies the collections. */
    public SettingsPlan {
        requireNonNull(client, "client");
        requireNonNull(effect, "effect");
        requireNonNull(text, "text");
        changed = Collections.unmodifiableSet(new TreeSet<>(changed));
        wrong = Collections.unmodifiableMap(new LinkedHashMap<>(wrong));
        register = List.copyOf(register);
        notes = List.copyOf(notes);
    }

    /** What becomes of a sign-in when settings change. */
    public enum Effect {
        /** The settings come to the same. */
        NOTHING,
        /** The grant goes on, and the new settings apply to it at once. */
        GOES_ON,
        /** No grant is held, so nothing happens to one. */
        NO_GRANT,
        /**
         * The registration becomes another one: the grant goes on with the registration that got it until a person signs in
         * anew, which the new settings count for.
         */
        NEW_REGISTRATION,
        /** The metadata of the provider would be fetched first, and is not known yet. */
        METADATA_NEEDED,
        /** The client would be switched off; the grant is kept. */
        SWITCHED_OFF,
        /** The client would be misconfigured; the grant is kept. */
        MISCONFIGURED
    }
}
