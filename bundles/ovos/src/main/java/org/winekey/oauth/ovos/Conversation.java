// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

import static java.util.Map.entry;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientReport;

/** What each message means and what is answered. Not thread-safe: one message after another. */
final class Conversation {

    private static final String ERROR = "error";
    private static final String MUNGED_ID = "munged_id";
    private static final String CLIENT_ID = "client_id";
    private static final String SECRET = ".client_secret";
    private static final String NO_APP =
            "skill_id and app_id are needed: letters, digits and . _ : -, at most 128 of them";

    /** How long a token has to last that a hint at a refresh is content with. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Desk desk;
    private final Proposals proposals;
    private final Answers answers;
    private final OAuthService oauth;
    private final Clock clock;
    private final Map<String, Consumer<Message>> meanings;

    Conversation(Desk desk, Proposals proposals, Answers answers, OAuthService oauth, Clock clock) {
        this.desk = desk;
        this.proposals = proposals;
        this.answers = answers;
        this.oauth = oauth;
        this.clock = clock;
        this.meanings = Map.ofEntries(
                entry(Topics.REGISTER, this::register),
                entry(Topics.UNREGISTER, this::unregister),
                entry(Topics.START, ofKnown(Topics.START_AUTHENTICATION, this::start)),
                entry(Topics.GET, ofKnown(Topics.URL, this::get)),
                entry(Topics.CREDENTIALS, this::credentials),
                entry(Topics.FORWARD, this::forwarded),
                entry(Topics.REFRESH, ofKnown(Topics.REFRESH_RESPONSE, this::refresh)),
                entry(Topics.HOST_INFO, this::hostInfo),
                entry(Topics.QR_REQUEST, ofKnown(Topics.QR_RESPONSE, this::qr)));
    }

    static Set<String> topics() {
        return Set.of(
                Topics.REGISTER,
                Topics.UNREGISTER,
                Topics.START,
                Topics.GET,
                Topics.CREDENTIALS,
                Topics.FORWARD,
                Topics.REFRESH,
                Topics.HOST_INFO,
                Topics.QR_REQUEST);
    }

    void hear(Message message) {
        var meaning = meanings.get(message.topic());
        if (meaning != null) {
            meaning.accept(message);
        }
    }

    /** A sign-in of one of our clients has brought tokens. */
    void authorized(String client) {
        proposals
                .app(client)
                .ifPresent(app -> answers.post(
                        Topics.TOKEN_RESPONSE,
                        Map.of(Message.SKILL, app.skillId(), Message.APP, app.appId(), MUNGED_ID, app.mungedId())));
    }

    private void register(Message message) {
        var app = message.app();
        if (app.isEmpty()) {
            fail(message, Topics.REGISTER_RESPONSE, NO_APP);
        } else if (message.carriesSecret()) {
            fail(message, Topics.REGISTER_RESPONSE, "no secret travels on a bus: " + secretRemedy(message));
        } else {
            var refusal = proposals.add(app.get(), message);
            refusal.ifPresentOrElse(
                    why -> fail(message, Topics.REGISTER_RESPONSE, why),
                    () -> proposals
                            .client(app.get())
                            .ifPresent(client -> answers.reply(
                                    message, Topics.REGISTER_RESPONSE, registered(message, app.get(), client))));
        }
    }

    private Map<String, Object> registered(Message message, App app, String client) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put(MUNGED_ID, app.mungedId());
        message.text(CLIENT_ID).ifPresent(id -> answer.put(CLIENT_ID, id));
        answer.put("client", client);
        answer.put("needs_creds", needsCredentials(message, client));
        answer.put(
                "pending",
                "a person switches it on at " + desk.page() + ", or with oauth:set " + client + " enabled true");
        return answer;
    }

    private boolean needsCredentials(Message message, String client) {
        return desk.client(client)
                .map(Conversation::needsCredentials)
                .orElse(message.text(CLIENT_ID).isEmpty());
    }

    private static boolean needsCredentials(ClientReport client) {
        var key = client.status().key().orElse("");
        return client.clientId().isEmpty() || key.equals(CLIENT_ID) || key.equals(SECRET);
    }

    /** Whoever may send this may not be who registered the app. */
    private void unregister(Message message) {
        fail(
                message,
                Topics.UNREGISTER_RESPONSE,
                "a message removes nothing: the client goes with this bundle, its grant with oauth:forget "
                        + client(message));
    }

    private void credentials(Message message) {
        fail(message, Topics.CREDENTIALS_RESPONSE, "no secret travels on a bus: " + secretRemedy(message));
    }

    private void forwarded(Message message) {
        fail(
                message,
                Topics.FORWARD_RESPONSE,
                "the address of a browser carries a code and is not taken from a bus: paste it at " + desk.page()
                        + ", or at the prompt of oauth:complete");
    }

    private String secretRemedy(Message message) {
        return "enter it at " + desk.page() + ", or at the prompt of oauth:set " + client(message) + " " + SECRET;
    }

    /** The client that a message is about, as far as it can be named. */
    private String client(Message message) {
        return message.app().flatMap(proposals::client).orElse("<client>");
    }

    private void start(Message message, App app, String client) {
        var link = desk.link(app, client, clock.instant());
        answers.forward(
                message,
                Topics.START_AUTHENTICATION,
                Map.of("url", link.toString(), "needs_credentials", needsCredentials(message, client)));
    }

    private void get(Message message, App app, String client) {
        answers.reply(
                message,
                Topics.URL,
                Map.of("url", desk.link(app, client, clock.instant()).toString()));
    }

    private void qr(Message message, App app, String client) {
        var symbol = Qr.svg(desk.link(app, client, clock.instant()).toString());
        answers.reply(message, Topics.QR_RESPONSE, Map.of("qr", symbol));
        if (proposals.shellShows(app)) {
            answers.forward(message, Topics.DISPLAY_QR, Map.of("qr", symbol));
        }
    }

    /** No more than a hint: nothing is forced, and the budget of the client counts. */
    private void refresh(Message message, App app, String client) {
        var unused = oauth.client(client)
                .tokenAsync(FRESH)
                .thenAccept(result -> answers.reply(message, Topics.REFRESH_RESPONSE, refreshed(client, result)));
    }

    private Map<String, Object> refreshed(String client, TokenResult result) {
        var answer = new LinkedHashMap<String, Object>();
        var report = desk.client(client);
        report.flatMap(ClientReport::clientId).ifPresent(id -> answer.put(CLIENT_ID, id));
        if (result instanceof TokenResult.Granted) {
            answer.put("result", "Ok");
        } else {
            answer.put("result", "Error");
            answer.put(ERROR, report.map(known -> known.status().code().name()).orElse("NOT_CONFIGURED"));
        }
        return answer;
    }

    private void hostInfo(Message message) {
        desk.home()
                .ifPresentOrElse(
                        home -> answers.reply(
                                message,
                                Topics.HOST_INFO_RESPONSE,
                                Map.of("host", home.getHost(), "port", port(home), "url", home.toString())),
                        () -> fail(
                                message, Topics.HOST_INFO_RESPONSE, "no HTTP service is up, and base_uri is not set"));
    }

    private static int port(URI home) {
        if (home.getPort() >= 0) {
            return home.getPort();
        }
        return home.getScheme().equals("https") ? 443 : 80;
    }

    /** A message about an app that was registered; of any other the answer says so. */
    private Consumer<Message> ofKnown(String topic, Meaning meaning) {
        return message -> {
            var app = message.app();
            var client = app.flatMap(proposals::client);
            if (app.isEmpty()) {
                fail(message, topic, NO_APP);
            } else if (client.isEmpty()) {
                fail(message, topic, "no such app is registered; send " + Topics.REGISTER + " first");
            } else {
                tell(message, topic, () -> meaning.of(message, app.get(), client.get()));
            }
        };
    }

    private void tell(Message message, String topic, Runnable answering) {
        try {
            answering.run();
        } catch (AdminException e) {
            fail(message, topic, String.valueOf(e.getMessage()));
        }
    }

    private void fail(Message message, String topic, String why) {
        answers.reply(
                message,
                topic,
                topic.equals(Topics.REFRESH_RESPONSE) ? Map.of(ERROR, why, "result", "Error") : Map.of(ERROR, why));
    }

    /** What a message about a registered app means. */
    private interface Meaning {
        void of(Message message, App app, String client);
    }
}
