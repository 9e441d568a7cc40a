// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientCounters;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientExplanation;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.Counters;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Finding;
import org.winekey.oauth.admin.Introspection;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.ProviderReport;
import org.winekey.oauth.admin.RevocationOutcome;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.admin.SignInLink;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.Way;

/** Context and API servlet together, over a service with one client that has everything to tell. */
final class ApiHouse {

    static final String ROOT = ApiRoute.ROOT;
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final List<String> calls = new ArrayList<>();
    /** In whose names it was asked. */
    final List<Starter> users = new ArrayList<>();
    /** What the next call throws (empty: it answers). */
    Optional<RuntimeException> fault = Optional.empty();

    private final OAuthAdmin admin = (OAuthAdmin) Proxy.newProxyInstance(
            ApiHouse.class.getClassLoader(),
            new Class<?>[] {OAuthAdmin.class},
            (proxy, method, arguments) -> call(proxy, method.getName(), arguments == null ? new Object[0] : arguments));
    private final Surroundings surroundings = new Surroundings(
            Clock.fixed(NOON, ZoneOffset.UTC), () -> 0, new Random(7), () -> Optional.of("wine.home.example"));
    private final House.FakeRealm realm = new House.FakeRealm();
    private final WebContext context = new WebContext(surroundings, realm);

    {
        context.serve(admin);
    }

    private final ApiServlet servlet = new ApiServlet(admin, surroundings);

    FakeResponse ask(FakeRequest fake) {
        var response = new FakeResponse();
        var request = fake.request();
        try {
            if (context.handleSecurity(request, response.response())) {
                servlet.service(request, response.response());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return response;
    }

    FakeResponse get(String path, String user) {
        return ask(FakeRequest.get(ROOT + path).as(user));
    }

    FakeResponse post(String path, String body, String user) {
        return ask(json(path, body).as(user));
    }

    static FakeRequest json(String path, String body) {
        return FakeRequest.post(ROOT + path, body).contentType("application/json");
    }

    /** Past the guard, as if a container had not asked it. */
    FakeResponse askServletAlone(FakeRequest fake) {
        var response = new FakeResponse();
        try {
            servlet.service(fake.request(), response.response());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return response;
    }

    private Object call(Object self, String name, Object[] arguments) {
        if (name.equals("baseUri")) {
            return Optional.of(URI.create("http://127.0.0.1:8181"));
        }
        if (name.equals("as")) {
            users.add((Starter) arguments[0]);
            return self;
        }
        calls.add(name + Arrays.deepToString(arguments));
        if (fault.isPresent()) {
            throw fault.get();
        }
        if (arguments.length > 0 && "unknown".equals(arguments[0])) {
            return missing(name);
        }
        return answer(name);
    }

    private static Object missing(String name) {
        if (name.equals("client")) {
            return Optional.empty();
        }
        throw new AdminException(AdminException.Problem.NO_SUCH_CLIENT, "There is no client of that name.");
    }

    private static Object answer(String name) {
        return switch (name) {
            case "clients" -> List.of(report());
            case "client" -> Optional.of(report());
            case "explain" -> explanation();
            case "begin" -> link();
            case "pending" -> List.of(pending());
            case "accept" -> new SignInOutcome(SignInOutcome.Kind.DONE, "spotify", "spotify is signed in.");
            case "decline", "forget" -> null;
            case "refresh" -> status();
            case "revoke" -> new RevocationOutcome(RevocationOutcome.Kind.CONFIRMED, "the provider ended the grant");
            case "introspect" ->
                new Introspection(Introspection.Kind.ACTIVE, "it is good", Set.of("read"), Optional.of(NOON));
            case "providers" ->
                List.of(new ProviderReport(
                        "ring", "Ring", "https://ring.example", "Do this.", "core", Map.of("site", List.of("eu")), ""));
            case "plan" ->
                new SettingsPlan(
                        "spotify",
                        Set.of("scope"),
                        Map.of("scope", "is wrong"),
                        SettingsPlan.Effect.GOES_ON,
                        "The grant goes on.",
                        ways(),
                        List.of("think"));
            case "counters" -> counters();
            case "selfTest" -> List.of(new Finding("http://127.0.0.1:8181", true, "It leads here."));
            default -> throw new AssertionError("the API calls " + name);
        };
    }

    private static ClientStatus status() {
        return ClientStatus.of(ClientStatus.Code.UNAVAILABLE, "The provider \"fails\".")
                .withKey("token_endpoint")
                .withRetryAt(NOON);
    }

    private static List<Way> ways() {
        return List.of(new Way(Door.CALLBACK, "http://127.0.0.1:8181/oauth/callback/spotify"));
    }

    private static SignInLink link() {
        return new SignInLink(
                URI.create("http://127.0.0.1:8181/oauth/go/n1"),
                URI.create("http://127.0.0.1:8181/oauth/go/n2"),
                ways(),
                NOON);
    }

    private static PendingGrant pending() {
        return new PendingGrant(
                "p-1",
                "spotify",
                Door.DEVICE,
                Optional.of("eve"),
                Optional.of("anna"),
                Set.of("read"),
                new Starter("page", "karaf"),
                "192.168.1.77",
                NOON,
                PendingGrant.Why.OTHER_DEVICE);
    }

    private static Counters counters() {
        var client = told(ClientCounters.class, name -> switch (name) {
            case "failures" -> Map.of("DEAD", 1L);
            case "meanTime", "longestTime" -> Duration.ofMillis(250);
            default -> 3L;
        });
        return told(Counters.class, name -> switch (name) {
            case "since" -> NOON;
            case "waiting" -> 2;
            default -> Map.of("spotify", client);
        });
    }

    private static ClientReport report() {
        return told(ClientReport.class, name -> switch (name) {
            case "name" -> "spotify";
            case "status" -> status();
            case "clientId", "grantedTo", "provider", "redirectUri" -> Optional.of("the " + name);
            case "ways" -> ways();
            case "pending" -> Optional.of(pending());
            case "requestedScopes", "notices" -> List.of("read");
            case "grantedScopes", "consumers" -> Set.of("read");
            case "expiresAt", "nextRefreshAt", "needsPersonAt" -> Optional.of(NOON);
            default -> true;
        });
    }

    private static ClientExplanation explanation() {
        return told(ClientExplanation.class, name -> switch (name) {
            case "report" -> report();
            case "nextAt" -> Optional.of(NOON);
            case "evidence" -> List.of("the store");
            case "events" -> List.of(event());
            default -> "the " + name;
        });
    }

    private static ClientEvent event() {
        return told(ClientEvent.class, name -> switch (name) {
            case "kind" -> ClientEvent.Kind.REFRESHED;
            case "text" -> "refreshed";
            case "times" -> 2;
            case "waitUntil" -> Optional.of(NOON);
            default -> NOON;
        });
    }

    private static <T> T told(Class<T> type, Function<String, Object> telling) {
        return type.cast(Proxy.newProxyInstance(
                ApiHouse.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> telling.apply(method.getName())));
    }
}
