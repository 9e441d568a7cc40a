// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.After;
import org.junit.Test;
import org.junit.jupiter.api.Tag;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventHandler;
import org.winekey.oauth.ClientDefinition;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.OAuthListener;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Keycloak;

/** The bundle of this test tries to get at the client that another bundle defines. */
public class GreedyBundle extends ContainerTest {
    private static final String GREEDY = "https://greedy.invalid/token";

    private final List<ServiceRegistration<?>> mine = new ArrayList<>();

    @After
    public void withdrawMine() {
        mine.forEach(ServiceRegistration::unregister);
    }

    @Test
    @Tag("R-025")
    @Tag("R-099")
    public void definition_ofAClientThatIsAnothers_getsNothing() throws Exception {
        try (var owner = owner("vineyard")) {
            define("vineyard", Map.of("token_endpoint", GREEDY, "client_id", "greedy", "consumers", symbolicName()));
            define("press", Map.of("extends", "vineyard", "token_endpoint", GREEDY));

            Await.until("the refusal is shown", SOON, () -> status("vineyard").contains("definition-refused"));
            assertThat(status("vineyard")).contains(symbolicName()).doesNotContain(GREEDY);
            assertRefused(oauth.client("vineyard").token());
            assertRefused(ofRegistry("vineyard").token());
            assertThatThrownBy(() -> oauth.client("vineyard").updateSettings(Map.of("api_hosts", "greedy.invalid")))
                    .isInstanceOf(OAuthException.Misconfigured.class);
            assertThat(oauth.client("vineyard").settings()).isEmpty();
            configured("press");
            assertThat(oauth.client("press").token()).isNotInstanceOf(TokenResult.Granted.class);
            assertThat(status("press")).contains("definition-key-refused").doesNotContain(Keycloak.BASIC.id());
            assertThat(owner.token()).isInstanceOf(TokenResult.Granted.class);
        }
    }

    @Test
    @Tag("R-099")
    public void owner_uninstalled_keepsItsClientFromOthersUntilItReturns() throws Exception {
        var owner = owner("cooper");
        var token = ((TokenResult.Granted) owner.token()).token().value();
        owner.close();
        awaitStatus(oauth.client("cooper"), ClientStatus.Code.NOT_CONFIGURED);

        define("cooper", settings(Keycloak.BASIC));
        Await.until("the refusal is shown", SOON, () -> list().contains(symbolicName() + "/cooper"));
        assertThat(oauth.client("cooper").token()).isNotInstanceOf(TokenResult.Granted.class);

        try (var again = DefiningBundle.start(context, "cooper", settings(Keycloak.BASIC))) {
            Await.until("the owner has its grant again", SOON, () -> again.token() instanceof TokenResult.Granted);
            assertThat(keycloak().isActive(token)).isTrue();
            assertRefused(oauth.client("cooper").token());
        }
    }

    @Test
    @Tag("R-099")
    public void eventsAndListeners_ofAnothersClient_tellNamesAtMost() throws Exception {
        var events = new CopyOnWriteArrayList<Event>();
        var heard = new CopyOnWriteArrayList<String>();
        register(EventHandler.class, events::add, Map.of("event.topics", "org/winekey/oauth/*"));
        register(OAuthListener.class, listener(heard), Map.of());

        try (var owner = owner("barrel")) {
            var token = ((TokenResult.Granted) owner.token()).token().value();
            Await.until(
                    "events of the sign-in",
                    SOON,
                    () -> events.stream()
                            .anyMatch(event -> event.getTopic().endsWith("/TOKEN_ISSUED")
                                    && "barrel".equals(event.getProperty("oauth.client"))));

            assertThat(events).extracting(GreedyBundle::text).noneMatch(text -> text.contains(token));
            assertThat(events).extracting(GreedyBundle::text).noneMatch(text -> text.contains("http"));
            assertThat(heard).doesNotContain("barrel");
        }
    }

    @Test
    @Tag("R-099")
    public void portOfTheFaces_askedByAnyBundle_isRefused() {
        var admin = context.getService(context.getServiceReference(OAuthAdmin.class));

        assertThatThrownBy(admin::clients).isInstanceOf(AdminException.class);
        assertThatThrownBy(() -> admin.forget("vineyard")).isInstanceOf(AdminException.class);
    }

    /** The documented limit: whoever runs code in this JVM can speak in another's name. */
    @Test
    @Tag("R-099")
    public void context_ofTheOwnerBorrowed_getsItsToken() throws Exception {
        try (var owner = owner("cellar")) {
            var borrowed = owner.bundle().getBundleContext();
            var service = borrowed.getService(borrowed.getServiceReference(OAuthService.class));

            assertThat(service.client("cellar").token()).isInstanceOf(TokenResult.Granted.class);
        }
    }

    private DefiningBundle owner(String client) {
        var owner = DefiningBundle.start(context, client, settings(Keycloak.BASIC));
        configured(client);
        person(Keycloak.ANNA).signIn(client);
        willRemove(client);
        Await.until("the owner's token", SOON, () -> owner.token() instanceof TokenResult.Granted);
        return owner;
    }

    private void define(String client, Map<String, ?> settings) {
        register(
                ClientDefinition.class,
                new ClientDefinition() {
                    @Override
                    public String client() {
                        return client;
                    }

                    @Override
                    public Map<String, ?> settings() {
                        return settings;
                    }
                },
                Map.of());
    }

    private <S> void register(Class<S> type, S service, Map<String, ?> properties) {
        mine.add(context.registerService(type, service, new Hashtable<>(properties)));
    }

    private OAuthClient ofRegistry(String client) throws InvalidSyntaxException {
        var found = context.getServiceReferences(OAuthClient.class, "(oauth.client=" + client + ")");
        return context.getService(found.iterator().next());
    }

    private String symbolicName() {
        return context.getBundle().getSymbolicName();
    }

    private String status(String client) {
        return print("oauth:status " + client);
    }

    private String list() {
        return print("oauth:list");
    }

    private String print(String command) {
        try {
            return console().run(command);
        } catch (Exception e) {
            throw new AssertionError(command, e);
        }
    }

    private static OAuthListener listener(List<String> heard) {
        return new OAuthListener() {
            @Override
            public void available(String client) {
                heard.add(client);
            }

            @Override
            public void tokenIssued(String client, Instant expiresAt, Set<String> scopes) {
                heard.add(client);
            }

            @Override
            public void statusChanged(String client, ClientStatus status) {
                heard.add(client);
            }
        };
    }

    private static String text(Event event) {
        var text = new StringBuilder(event.getTopic());
        for (var name : event.getPropertyNames()) {
            var value = event.getProperty(name);
            text.append(' ').append(value instanceof Object[] array ? Arrays.toString(array) : value);
        }
        return text.toString();
    }

    private static void assertRefused(TokenResult result) {
        assertThat(result).isInstanceOf(TokenResult.Misconfigured.class);
        assertThat(((TokenResult.Misconfigured) result).key()).isEqualTo("consumers");
    }
}
