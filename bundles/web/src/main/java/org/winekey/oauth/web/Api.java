// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.OAuthAdmin;

/**
 * The JSON API behind all checks: one call of the service for each route.
 *
 * <p>Thread-safe.
 */
final class Api {

    private static final String CONTENT_TYPE = "application/json";

    private final OAuthAdmin admin;
    private final String description = description();

    Api(OAuthAdmin admin) {
        this.admin = admin;
    }

    Answer show(ApiRoute.Match asked) {
        return switch (asked.route()) {
            case DESCRIPTION -> Answer.of(HttpServletResponse.SC_OK, CONTENT_TYPE, Html.notHtml(description));
            case CLIENTS -> all("clients", admin.clients(), ApiMembers::of);
            case CLIENT -> client(asked.client());
            case EXPLANATION -> good(ApiMembers.of(admin.explain(asked.client())));
            case COUNTERS -> good(ApiMembers.of(admin.counters()));
            case PENDING -> all("pending", admin.pending(), ApiMembers::of);
            case PROVIDERS -> all("providers", admin.providers(), ApiMembers::of);
            default -> throw new IllegalArgumentException(asked.route().name());
        };
    }

    /**
     * Does it.
     *
     * @param sent the members of the route, each there
     */
    Answer act(ApiRoute.Match asked, Map<String, @Nullable Object> sent, Visitor visitor) {
        String client = asked.client();
        var admin = this.admin.as(visitor.starter(ApiServlet.FACE));
        return switch (asked.route()) {
            case SIGN_IN -> good(ApiMembers.of(admin.begin(client, visitor.starter(ApiServlet.FACE))));
            case REFRESH -> good(ApiMembers.of(admin.refresh(client)));
            case INTROSPECT -> good(ApiMembers.of(admin.introspect(client)));
            case FORGET -> forget(admin, client);
            case REVOKE -> good(ApiMembers.of(admin.revoke(client)));
            case ACCEPT -> decide(sent, id -> good(ApiMembers.of(admin.accept(client, id))));
            case DECLINE -> decide(sent, id -> decline(admin, client, id));
            case PLAN -> plan(client, sent.get("changes"));
            case SELF_TEST -> all("findings", admin.selfTest(), ApiMembers::of);
            default -> throw new IllegalArgumentException(asked.route().name());
        };
    }

    private Answer client(String client) {
        return admin.client(client)
                .map(report -> good(ApiMembers.of(report)))
                .orElseGet(() -> ApiProblem.of(
                        new AdminException(AdminException.Problem.NO_SUCH_CLIENT, "There is no client of that name.")));
    }

    private static Answer forget(OAuthAdmin admin, String client) {
        admin.forget(client);
        return good(ApiMembers.one("message", client + " is forgotten: its tokens are no longer handed out."));
    }

    private static Answer decide(Map<String, @Nullable Object> sent, Function<String, Answer> decision) {
        return sent.get("id") instanceof String id ? decision.apply(id) : malformed("id: not a text");
    }

    private static Answer decline(OAuthAdmin admin, String client, String id) {
        admin.decline(client, id);
        return good(ApiMembers.one("message", "The sign-in of " + client + " was declined; its tokens are dropped."));
    }

    private Answer plan(String client, @Nullable Object changes) {
        if (!(changes instanceof Map<?, ?> wanted)) {
            return malformed("changes: not an object");
        }
        if (!wanted.values().stream().allMatch(Api::isSetting)) {
            return malformed("changes: a value is a text, a number, true, false, null or a list of texts");
        }
        var settings = new LinkedHashMap<String, @Nullable Object>();
        wanted.forEach((key, value) -> settings.put(String.valueOf(key), asConfigured(value)));
        return good(ApiMembers.of(admin.plan(client, settings)));
    }

    private static boolean isSetting(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().allMatch(String.class::isInstance)
                : !(value instanceof Map);
    }

    private static @Nullable Object asConfigured(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toArray(String[]::new)
                : value;
    }

    private static <T> Answer all(String name, Collection<T> reports, Function<T, Map<String, Object>> members) {
        return good(ApiMembers.one(name, reports.stream().map(members).toList()));
    }

    private static Answer good(Map<String, Object> members) {
        return Answer.of(HttpServletResponse.SC_OK, CONTENT_TYPE, Html.notHtml(JsonText.of(members)));
    }

    static Answer malformed(String detail) {
        return ApiProblem.of(HttpServletResponse.SC_BAD_REQUEST, detail);
    }

    private static String description() {
        try (InputStream in = Api.class.getResourceAsStream("openapi.json")) {
            return in == null ? "{}" : new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
