// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.AdminException.Problem;
import org.winekey.oauth.admin.Starter;

/** Who may do what through the JSON API, and what it answers to those who may not. */
class ApiServletTest {

    private static final String REFRESH = "/clients/spotify/refresh";

    private final ApiHouse house = new ApiHouse();

    private static Stream<ApiRoute> acts() {
        return Arrays.stream(ApiRoute.values()).filter(ApiRoute::acts);
    }

    private static String path(ApiRoute route) {
        return route.template().replace("{client}", "spotify");
    }

    private void assertRefused(FakeResponse answer, int status, String problem) {
        assertThat(answer.status).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body()).contains("\"status\":" + status, "\"problem\":\"" + problem + "\"");
        assertThat(house.calls).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ApiRoute.class)
    void route_withoutCredentials_asksForThem(ApiRoute route) {
        var request = route.acts() ? ApiHouse.json(path(route), "{}") : FakeRequest.get(ApiHouse.ROOT + path(route));

        var answer = house.ask(request);

        assertRefused(answer, 401, "UNAUTHENTICATED");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
    }

    @ParameterizedTest
    @EnumSource(ApiRoute.class)
    void route_pastTheGuard_isClosed(ApiRoute route) {
        var request = route.acts() ? ApiHouse.json(path(route), "{}") : FakeRequest.get(ApiHouse.ROOT + path(route));

        assertRefused(house.askServletAlone(request.as("karaf")), 401, "UNAUTHENTICATED");
    }

    @Test
    void get_ofAUserWithoutARole_isRefused() {
        assertRefused(house.get("/clients", "guest"), 403, "FORBIDDEN");
    }

    @Test
    void get_atAForeignName_isRefused() {
        var answer = house.ask(
                FakeRequest.get(ApiHouse.ROOT + "/clients").as("karaf").host("evil.example", 8181));

        assertRefused(answer, 421, "NOT_THIS_ADDRESS");
    }

    @Test
    void get_afterTooManyFailures_saysHowLongToWait() {
        for (int i = 0; i < 5; i++) {
            house.ask(FakeRequest.get(ApiHouse.ROOT + "/clients").password("karaf", "wrong"));
        }

        var answer = house.get("/clients", "karaf");

        assertRefused(answer, 429, "TOO_MANY_FAILED_LOGINS");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void get_ofAViewer_isAnswered() {
        var answer = house.get("/clients/spotify", "vera");

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.headers).doesNotContainKeys("Set-Cookie", "Access-Control-Allow-Origin");
        assertThat(answer.body()).contains("\"name\":\"spotify\"", "\"reason\":\"The provider \\\"fails\\\".\"");
    }

    @Test
    void head_ofAPathThatIsRead_hasNoBody() {
        var answer =
                house.ask(FakeRequest.method("HEAD", ApiHouse.ROOT + "/clients").as("vera"));

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("acts")
    @Tag("R-108")
    void act_ofAViewer_isRefused(ApiRoute route) {
        assertRefused(house.post(path(route), "{}", "vera"), 403, "FORBIDDEN");
    }

    @ParameterizedTest
    @MethodSource("acts")
    void act_fromAForeignOrigin_isRefused(ApiRoute route) {
        for (String origin : List.of("https://evil.example", "null", "http://192.168.1.5:9999")) {
            var request = ApiHouse.json(path(route), "{}").as("karaf").header("Origin", origin);

            assertRefused(house.ask(request), 403, "FORBIDDEN");
        }
    }

    @Test
    void act_fromOurOrigin_isDone() {
        var answer = house.ask(ApiHouse.json(REFRESH, "{}").as("karaf").header("Origin", "http://192.168.1.5:8181"));

        assertThat(answer.status).isEqualTo(200);
        assertThat(house.calls).containsExactly("refresh[spotify]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "", ";"})
    void act_inAnotherContentType_isRefused(String type) {
        var request = FakeRequest.post(ApiHouse.ROOT + REFRESH, "{}")
                .contentType(type)
                .as("karaf");

        assertRefused(house.ask(request), 415, "NOT_JSON");
    }

    @Test
    void act_withoutContentType_isRefused() {
        var request =
                FakeRequest.post(ApiHouse.ROOT + REFRESH, "").contentType(null).as("karaf");

        assertRefused(house.ask(request), 415, "NOT_JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{} {}",
                "{\"id\":1,\"id\":2}",
                "{\"force\":true}",
                "x",
                "{\"a\":99999999999999999999}",
                "\u00ff"
            })
    void act_withAnythingButItsObject_isRefused(String body) {
        assertRefused(house.post(REFRESH, body, "karaf"), 400, "MALFORMED");
    }

    @Test
    void act_withDeepOrLongBody_isRefused() {
        assertRefused(
                house.post(REFRESH, "{\"a\":" + "[".repeat(99) + "]".repeat(99) + "}", "karaf"), 400, "MALFORMED");
        assertRefused(house.post(REFRESH, " ".repeat(32 * 1024 + 1), "karaf"), 413, "TOO_LARGE");
    }

    @Test
    void act_withAQuery_isRefused() {
        assertRefused(house.post(REFRESH + "?force=true", "{}", "karaf"), 400, "MALFORMED");
    }

    @Test
    void accept_ofAnIdThatIsNoText_isRefused() {
        assertRefused(house.post("/clients/spotify/accept", "{\"id\":7}", "karaf"), 400, "MALFORMED");
    }

    @Test
    void accept_ofTwoIds_isRefused() {
        assertRefused(
                house.post("/clients/spotify/accept", "{\"id\":\"p-1\",\"id\":\"p-2\"}", "karaf"), 400, "MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "{\"a\":{}}", "{\"a\":[1]}"})
    void plan_ofAnythingButSettings_isRefused(String changes) {
        assertRefused(house.post("/clients/spotify/plan", "{\"changes\":" + changes + "}", "karaf"), 400, "MALFORMED");
    }

    @Test
    void plan_ofSettings_isPassedOnAsConfigAdminKeepsThem() {
        house.post("/clients/new/plan", "{\"changes\":{\"a\":[\"x\",\"y\"],\"b\":null,\"c\":7,\"d\":true}}", "karaf");

        assertThat(house.calls)
                .hasSize(1)
                .first()
                .asString()
                .matches("plan\\[new, \\{a=\\[Ljava.lang.String;.*, b=null, c=7, d=true}]");
    }

    @Test
    void act_ofAnAdministrator_isDoneInTheirName() {
        house.post(REFRESH, "", "kai");

        assertThat(house.users).containsExactly(new Starter("api", "kai"));
    }

    @Test
    void signIn_ofAnAdministrator_isStartedAsTheirs() {
        var answer = house.post("/clients/spotify/sign-in", "", "kai");

        assertThat(house.calls).containsExactly("begin[spotify, Starter[face=api, user=kai]]");
        assertThat(answer.body()).contains("\"uri\":\"http://127.0.0.1:8181/oauth/go/n1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/clients/",
                "/clients/Spotify",
                "/clients/spotify;x",
                "/clients/%73potify",
                "/clients//refresh",
                "/clients/../pending",
                "/openapi.jsonx",
                "/openapixjson"
            })
    void path_ofAnyOtherShape_isNothing(String path) {
        assertRefused(house.get(path, "karaf"), 404, "NO_SUCH_PATH");
    }

    @ParameterizedTest
    @EnumSource(ApiRoute.class)
    void route_byAnotherMethod_isNotTaken(ApiRoute route) {
        for (String method : List.of(route.acts() ? "GET" : "POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
            var answer = house.ask(
                    FakeRequest.method(method, ApiHouse.ROOT + path(route)).as("karaf"));

            assertRefused(answer, 405, "METHOD_NOT_ALLOWED");
            assertThat(answer.header("Allow")).isEqualTo(route.acts() ? "POST" : "GET, HEAD");
        }
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void problem_ofTheService_isToldWithoutAPage(Problem problem) {
        var statuses = Map.of(
                Problem.NO_SUCH_CLIENT,
                404,
                Problem.NO_SUCH_BATCH,
                404,
                Problem.NO_SUCH_SIGN_IN,
                404,
                Problem.UNAVAILABLE,
                503,
                Problem.NOT_PERMITTED,
                503);
        house.fault = Optional.of(new AdminException(problem, "Why."));

        var answer = house.post(REFRESH, "", "karaf");

        assertThat(answer.status).isEqualTo(statuses.getOrDefault(problem, 409));
        assertThat(answer.body()).contains("\"problem\":\"" + problem + "\"", "\"detail\":\"Why.\"");
    }

    @Test
    void problem_withASetting_namesItsKey() {
        house.fault = Optional.of(new AdminException("scope", "is wrong"));

        assertThat(house.post(REFRESH, "", "karaf").body()).contains("\"key\":\"scope\"");
    }

    @Test
    void defect_ofTheService_isNotQuoted() {
        house.fault = Optional.of(new IllegalStateException("token=CANARY"));

        var answer = house.get("/clients", "vera");

        assertThat(answer.status).isEqualTo(500);
        assertThat(answer.everything()).contains("\"problem\":\"BROKEN\"").doesNotContain("CANARY");
    }

    @Test
    void client_thatIsUnknown_isNotFound() {
        var answer = house.get("/clients/unknown", "vera");

        assertThat(answer.status).isEqualTo(404);
        assertThat(answer.body()).contains("\"problem\":\"NO_SUCH_CLIENT\"");
    }
}
