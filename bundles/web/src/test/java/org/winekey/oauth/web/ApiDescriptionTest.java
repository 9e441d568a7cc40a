// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Introspection;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.RevocationOutcome;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.admin.SignInOutcome;

/** The file {@code openapi.json} and the servlet say the same, in both directions. */
class ApiDescriptionTest {

    private final ApiHouse house = new ApiHouse();
    private final Map<String, Object> description =
            object(JsonBody.read(house.get("/openapi.json", "vera").body().getBytes(UTF_8))
                    .orElseThrow());
    private final Map<String, Object> schemas = object(at(description, "components", "schemas"));
    /** The members that were seen, as {@code schema.member}. */
    private final Set<String> seen = new TreeSet<>();

    /** One method on one path of the file. */
    private record Operation(String method, String path, Map<String, Object> told) {

        FakeRequest request() {
            String target = ApiRoute.ROOT + path.replace("{client}", "spotify");
            return method.equals("get")
                    ? FakeRequest.get(target)
                    : FakeRequest.post(target, body()).contentType("application/json");
        }

        private String body() {
            String schema = String.valueOf(at(told, "requestBody", "content", "application/json", "schema", "$ref"));
            return switch (schema.substring(schema.lastIndexOf('/') + 1)) {
                case "Decision" -> "{\"id\":\"p-1\"}";
                case "Changes" -> "{\"changes\":{\"scope\":[\"a\",\"b\"],\"timeout\":5,\"issuer\":null}}";
                default -> "{}";
            };
        }
    }

    private Stream<Operation> operations() {
        return object(at(description, "paths")).entrySet().stream()
                .flatMap(path -> object(path.getValue()).entrySet().stream()
                        .map(operation ->
                                new Operation(operation.getKey(), path.getKey(), object(operation.getValue()))));
    }

    @Test
    void description_operations_areTheRoutesOfTheServlet() {
        var routes = Arrays.stream(ApiRoute.values())
                .map(route -> (route.acts() ? "post " : "get ") + route.template())
                .toList();

        assertThat(operations().map(operation -> operation.method() + " " + operation.path()))
                .containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void description_operations_areAnsweredAsTheirSchemasSay() {
        assertThat(operations()).isNotEmpty().allSatisfy(operation -> {
            var answer = house.ask(operation.request().as("karaf"));

            assertThat(answer.status).as(answer.body()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            check(at(operation.told(), "responses", "200", "content", "application/json", "schema"), read(answer));
        });
    }

    @Test
    void description_membersOfEachAnswer_areSeenInOne() {
        operations()
                .forEach(operation -> check(
                        at(operation.told(), "responses", "200", "content", "application/json", "schema"),
                        read(house.ask(operation.request().as("karaf")))));
        check(
                Map.of("$ref", "#/components/schemas/Problem"),
                read(house.ask(ApiHouse.json("/clients/unknown/refresh", "").as("karaf"))));
        house.fault = Optional.of(new AdminException("scope", "is wrong"));
        check(Map.of("$ref", "#/components/schemas/Problem"), read(house.get("/pending", "vera")));

        var written = schemas.entrySet().stream()
                .filter(schema -> !Set.of("Nothing", "Decision", "Changes").contains(schema.getKey()))
                .flatMap(schema -> object(at(object(schema.getValue()), "properties")).keySet().stream()
                        .map(member -> schema.getKey() + "." + member));
        assertThat(written).containsExactlyInAnyOrderElementsOf(seen);
    }

    @Test
    void description_bodies_haveTheMembersThatTheRouteTakes() {
        assertThat(operations().filter(operation -> operation.method().equals("post")))
                .allSatisfy(operation -> {
                    var schema = String.valueOf(
                            at(operation.told(), "requestBody", "content", "application/json", "schema", "$ref"));
                    var route = ApiRoute.of(operation.request().request().getRequestURI())
                            .orElseThrow()
                            .route();

                    assertThat(object(at(resolved(schema), "properties")).keySet())
                            .isEqualTo(route.members());
                });
    }

    @Test
    void description_constants_areThoseOfTheApi() {
        var expected = new HashMap<String, Enum<?>[]>();
        expected.put("Status.code", ClientStatus.Code.values());
        expected.put("Status.audience", ClientStatus.Audience.values());
        expected.put("Way.door", Door.values());
        expected.put("Pending.door", Door.values());
        expected.put("Pending.why", PendingGrant.Why.values());
        expected.put("Event.kind", ClientEvent.Kind.values());
        expected.put("Introspection.kind", Introspection.Kind.values());
        expected.put("Revocation.kind", RevocationOutcome.Kind.values());
        expected.put("Outcome.kind", SignInOutcome.Kind.values());
        expected.put("Plan.effect", SettingsPlan.Effect.values());
        var written = new HashMap<String, List<?>>();
        schemas.forEach((schema, told) -> object(object(told).getOrDefault("properties", Map.of()))
                .forEach((member, type) -> {
                    if (object(type).get("enum") instanceof List<?> constants) {
                        written.put(schema + "." + member, constants);
                    }
                }));

        assertThat(written.keySet()).isEqualTo(expected.keySet());
        expected.forEach((member, constants) -> assertThat(written.get(member))
                .as(member)
                .isEqualTo(Arrays.stream(constants).map(Enum::name).toList()));
    }

    @Test
    void description_ofRevoke_hasTheWarning() {
        assertThat(String.valueOf(at(description, "paths", "/clients/{client}/revoke", "post", "description")))
                .contains(RevocationOutcome.WARNING);
    }

    private void check(Object schema, Object value) {
        var told = object(schema);
        if (told.get("$ref") instanceof String reference) {
            object(value)
                    .keySet()
                    .forEach(member -> seen.add(reference.substring(reference.lastIndexOf('/') + 1) + "." + member));
            check(resolved(reference), value);
            return;
        }
        switch (String.valueOf(told.get("type"))) {
            case "object" -> checkObject(told, object(value));
            case "array" -> ((Collection<?>) value).forEach(element -> check(told.get("items"), element));
            case "boolean" -> assertThat(value).isInstanceOf(Boolean.class);
            case "integer" -> assertThat(value).isInstanceOf(Long.class);
            default -> checkText(told, value);
        }
    }

    private void checkObject(Map<String, Object> told, Map<String, Object> value) {
        var members = object(told.getOrDefault("properties", Map.of()));
        assertThat(value.keySet()).containsAll(names(told.get("required")));
        value.forEach((name, member) -> {
            Object others = told.get("additionalProperties");
            if (members.containsKey(name)) {
                check(members.get(name), member);
            } else if (others instanceof Map) {
                check(others, member);
            } else {
                assertThat(others).as("the member " + name + " may be there").isNotEqualTo(false);
            }
        });
    }

    private static void checkText(Map<String, Object> told, Object value) {
        assertThat(value).isInstanceOf(String.class);
        if (told.get("enum") instanceof Collection<?> constants) {
            assertThat(constants.contains(value))
                    .as("%s in %s", value, constants)
                    .isTrue();
        }
        if ("date-time".equals(told.get("format"))) {
            assertThat(Instant.parse((String) value)).isNotNull();
        }
    }

    private static Set<String> names(Object list) {
        return list instanceof Collection<?> names
                ? names.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }

    private Map<String, Object> resolved(String reference) {
        return object(schemas.get(reference.substring(reference.lastIndexOf('/') + 1)));
    }

    private static Object read(FakeResponse answer) {
        return JsonBody.read(answer.body().getBytes(UTF_8)).orElseThrow();
    }

    private static Object at(Map<String, Object> from, String... names) {
        Object here = from;
        for (String name : names) {
            here = object(here).get(name);
        }
        return here;
    }

    @SuppressWarnings("unchecked") // The reader makes maps of this kind alone.
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }
}
