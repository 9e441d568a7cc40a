// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Posts answers: what a message named is in them again, so that whoever asked finds them. Thread-safe. */
final class Answers {

    private static final String SOURCE = "source";
    private static final String DESTINATION = "destination";

    private final EventAdmin events;

    Answers(EventAdmin events) {
        this.events = events;
    }

    /** Back to where the message came from. */
    void reply(Message message, String topic, Map<String, ?> data) {
        post(topic, about(message, data, true));
    }

    /** On to whom the message was for. */
    void forward(Message message, String topic, Map<String, ?> data) {
        post(topic, about(message, data, false));
    }

    /** To everybody. */
    void post(String topic, Map<String, ?> data) {
        events.postEvent(new Event(topic, data));
    }

    private static Map<String, Object> about(Message message, Map<String, ?> data, boolean back) {
        var all = new LinkedHashMap<String, Object>();
        for (var name : new String[] {Message.SKILL, Message.APP, Message.CORRELATION}) {
            message.text(name).ifPresent(text -> all.put(name, text));
        }
        if (message.data().get(Message.CONTEXT) instanceof Map<?, ?> context) {
            all.put(Message.CONTEXT, back ? turned(context) : Map.copyOf(context));
        }
        all.putAll(data);
        return all;
    }

    /** The sender is who is answered. */
    private static Map<Object, Object> turned(Map<?, ?> context) {
        var turned = new LinkedHashMap<Object, Object>(context);
        turned.remove(SOURCE);
        turned.remove(DESTINATION);
        put(turned, SOURCE, context.get(DESTINATION));
        put(turned, DESTINATION, context.get(SOURCE));
        return turned;
    }

    private static void put(Map<Object, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
