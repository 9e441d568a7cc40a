// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.OAuthListener;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.admin.OAuthAdmin;

/**
 * Hears the messages and answers them on a thread of its own, so that EventAdmin never waits. What is more than it can
 * remember is dropped: a message costs its sender nothing.
 *
 * <p>Thread-safe.
 */
@Component(
        service = {EventHandler.class, OAuthListener.class},
        immediate = true,
        property = {
            EventConstants.EVENT_TOPIC + "=oauth/*",
            EventConstants.EVENT_TOPIC + "=ovos/shell/oauth/register/credentials",
            EventConstants.EVENT_TOPIC + "=ovos/shell/oauth/authentication/forward"
        })
public final class MessageBus implements EventHandler, OAuthListener {

    private static final Logger LOG = LoggerFactory.getLogger(MessageBus.class);
    private static final int MOST_WAITING = 256;

    private final Proposals proposals;
    private final Conversation conversation;
    private final ThreadPoolExecutor thread;

    /**
     * Made by Declarative Services; asks those that were there before to register their apps anew.
     *
     * @param context of this bundle, which owns the clients (never null)
     * @param events the bus (never null)
     * @param admin what sign-ins are begun with (never null)
     * @param oauth the clients (never null)
     */
    @Activate
    public MessageBus(
            BundleContext context,
            @Reference EventAdmin events,
            @Reference OAuthAdmin admin,
            @Reference OAuthService oauth) {
        var answers = new Answers(events);
        proposals = new Proposals(context);
        conversation = new Conversation(new Desk(admin), proposals, answers, oauth, Clock.systemUTC());
        thread = new ThreadPoolExecutor(
                0,
                1,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> new Thread(task, "winekey-ovos"));
        thread.setRejectedExecutionHandler(
                (task, executor) -> LOG.warn("A message was dropped: {} wait already", MOST_WAITING));
        answers.post(Topics.PING, Map.of());
    }

    /** Withdraws the clients. */
    @Deactivate
    public void close() {
        thread.shutdownNow();
        proposals.close();
    }

    @Override
    public void handleEvent(Event event) {
        if (Conversation.topics().contains(event.getTopic())) {
            var message = Message.of(event);
            thread.execute(() -> hear(message));
        }
    }

    @Override
    public void authorized(String client) {
        thread.execute(() -> conversation.authorized(client));
    }

    private void hear(Message message) {
        try {
            conversation.hear(message);
        } catch (RuntimeException e) {
            // Guards the thread; the cause may quote what the message carried.
            LOG.warn(
                    "A message on {} was not answered: {}",
                    message.topic(),
                    e.getClass().getName());
        }
    }
}
