// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.Event;

/**
 * A message as it came; whoever sent it is not known. Shows nothing of itself.
 *
 * @param topic its topic
 * @param data its properties
 */
record Message(String topic, Map<String, Object> data) {

    static final String SKILL = "skill_id";
    static final String APP = "app_id";
    /** Copied from a message into its answers, so that whoever asked finds them. */
    static final String CORRELATION = "correlation.id";
    /** Where a message comes from and goes to, on the bus of OpenVoiceOS. */
    static final String CONTEXT = "context";

    /** What no message may carry: a secret that is on the bus is known to everybody there. */
    private static final Set<String> SECRETS =
            Set.of("client_secret", "access_token", "refresh_token", "code", "password", "redirectURL", "token");

    private static final int LONGEST = 2_000;

    static Message of(Event event) {
        var data = new LinkedHashMap<String, Object>();
        for (var name : event.getPropertyNames()) {
            data.put(name, event.getProperty(name));
        }
        return new Message(event.getTopic(), data);
    }

    /** The text of a member (empty: there is none, or it is blank). */
    Optional<String> text(String name) {
        var value = data.get(name);
        return value instanceof String text && !text.isBlank() && text.length() <= LONGEST
                ? Optional.of(text.strip())
                : Optional.empty();
    }

    /** The truth value of a member, also where it is a text. */
    boolean flag(String name, boolean fallback) {
        var value = data.get(name);
        return value == null ? fallback : Boolean.parseBoolean(String.valueOf(value));
    }

    /** Whether it carries something that must not be on a bus. */
    boolean carriesSecret() {
        return data.keySet().stream().anyMatch(name -> SECRETS.contains(name) && isThere(data.get(name)));
    }

    private static boolean isThere(@Nullable Object value) {
        return value != null && !String.valueOf(value).isBlank();
    }

    /** The app that it is about (empty: it does not name one). */
    Optional<App> app() {
        var skill = text(SKILL);
        var app = text(APP);
        return skill.filter(App::isId).isPresent() && app.filter(App::isId).isPresent()
                ? Optional.of(new App(skill.get(), app.get()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Message[" + topic + "]";
    }
}
