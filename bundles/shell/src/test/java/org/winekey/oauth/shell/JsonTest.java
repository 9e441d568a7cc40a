// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientExplanation;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Finding;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.ProviderReport;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.Way;

/** What programs read. A change of what is here is a change of the format. */
class JsonTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final String SPOTIFY = "{'name':'spotify',"
            + "'status':{'code':'THROTTLED','audience':'WAIT','reason':'the provider asks for patience',"
            + "'retryAt':'2026-11-22T12:10:00Z'},"
            + "'clientId':'id-1','provider':'spotify',"
            + "'redirectUris':['http://127.0.0.1:8181/oauth/callback/spotify'],"
            + "'requestedScopes':['play','read'],'grantedScopes':['play','read'],'hasGrant':true,"
            + "'expiresAt':'2026-11-22T12:00:00Z','consumers':[],"
            + "'pending':{'why':'OTHER_DEVICE','account':'Zo\\u00EB \\u0022Z\\u0022','arrivedAt':'2026-11-22T12:00:00Z'},"
            + "'notices':['a notice']}";

    private final FakeShell shell = new FakeShell();

    private static ClientReport spotify() {
        var pending = new PendingGrant(
                "1",
                "spotify",
                Door.DEVICE,
                Optional.of("Zo\u00EB \"Z\""),
                Optional.empty(),
                Set.of(),
                new Starter("shell", "karaf"),
                "192.168.1.7",
                NOON,
                PendingGrant.Why.OTHER_DEVICE);
        return Answers.of(
                ClientReport.class,
                Map.ofEntries(
                        Map.entry("name", "spotify"),
                        Map.entry(
                                "status",
                                ClientStatus.of(ClientStatus.Code.THROTTLED, "the provider asks for patience")
                                        .withRetryAt(NOON.plusSeconds(600))),
                        Map.entry("clientId", Optional.of("id-1")),
                        Map.entry("provider", Optional.of("spotify")),
                        Map.entry(
                                "ways",
                                List.of(new Way(Door.CALLBACK, "http://127.0.0.1:8181/oauth/callback/spotify"))),
                        Map.entry("requestedScopes", List.of("play", "read")),
                        Map.entry("grantedScopes", Set.of("read", "play")),
                        Map.entry("hasGrant", true),
                        Map.entry("expiresAt", Optional.of(NOON)),
                        Map.entry("pending", Optional.of(pending)),
                        Map.entry("notices", List.of("a notice"))));
    }

    private void assertScreen(String name, String content) {
        var expected = "{'format':1,'" + name + "':" + content + "}" + System.lineSeparator();
        assertThat(shell.screen()).isEqualTo(expected.replace('\'', '"').replace("\\u0022", "\\\""));
    }

    @Test
    void list_asJson_tellsEveryClient() {
        shell.clients = List.of(spotify());
        var command = shell.with(new ListCommand());
        command.json = true;

        command.execute();

        assertScreen("clients", "[" + SPOTIFY + "]");
    }

    @Test
    void list_asJsonWithoutClients_isAnEmptyList() {
        var command = shell.with(new ListCommand());
        command.json = true;

        command.execute();

        assertScreen("clients", "[]");
    }

    @Test
    void status_asJson_tellsTheClient() {
        shell.clients = List.of(spotify());
        var command = shell.with(new StatusCommand());
        command.client = "spotify";
        command.json = true;

        command.execute();

        assertScreen("client", SPOTIFY);
    }

    @Test
    void why_asJson_tellsVerdictAndEvents() {
        var event = Answers.of(
                ClientEvent.class,
                Map.of(
                        "kind",
                        ClientEvent.Kind.THROTTLED,
                        "text",
                        "asks for patience",
                        "firstAt",
                        NOON,
                        "lastAt",
                        NOON,
                        "times",
                        2));
        shell.explanation = Answers.of(
                ClientExplanation.class,
                Map.of(
                        "report", spotify(),
                        "whoActs", "nobody",
                        "next", "a refresh",
                        "nextAt", Optional.of(NOON),
                        "evidence", List.of("HTTP 429"),
                        "registration", "the grant belongs to id-1",
                        "events", List.of(event)));
        var command = shell.with(new WhyCommand());
        command.client = "spotify";
        command.json = true;

        command.execute();

        assertScreen(
                "explanation",
                "{'client':" + SPOTIFY + ",'whoActs':'nobody','next':'a refresh','nextAt':'2026-11-22T12:00:00Z',"
                        + "'evidence':['HTTP 429'],'registration':'the grant belongs to id-1',"
                        + "'events':[{'kind':'THROTTLED','text':'asks for patience','firstAt':'2026-11-22T12:00:00Z',"
                        + "'lastAt':'2026-11-22T12:00:00Z','times':2}]}");
    }

    @Test
    void plan_asJson_tellsTheEffect() {
        var command = shell.with(new PlanCommand());
        command.client = "spotify";
        command.changes = List.of("scope=");
        command.json = true;

        command.execute();

        assertScreen(
                "plan",
                "{'client':'spotify','changed':['client_id','scope'],'wrong':{'token_endpoint':'is not set'},"
                        + "'effect':'MISCONFIGURED','text':'the text of the plan',"
                        + "'register':['http://127.0.0.1:8181/oauth/callback/spotify'],'notes':['a note']}");
    }

    @Test
    void profiles_asJson_tellAllOrOne() {
        var tado = new ProviderReport(
                "tado", "tado", "https://a.example/", "as it says", "built in", Map.of("zone", List.of("a", "b")), "");
        shell.providers = List.of(tado, new ProviderReport("z", "Z", "", "", "", Map.of(), ""));
        var command = shell.with(new ProfilesCommand());
        command.name = "tado";
        command.json = true;

        command.execute();

        assertScreen(
                "profiles",
                "[{'name':'tado','title':'tado','documentation':'https://a.example/','setup':'as it says',"
                        + "'origin':'built in','variables':{'zone':['a','b']},'problem':''}]");
    }

    @Test
    void selfTest_asJson_tellsFindings() {
        shell.findings = List.of(new Finding("base_uri", false, "leads elsewhere"));
        var command = shell.with(new SelfTestCommand());
        command.json = true;

        command.execute();

        assertScreen("findings", "[{'subject':'base_uri','good':false,'text':'leads elsewhere'}]");
    }

    @Test
    void introspect_asJson_tellsWhatTheProviderSaid() {
        var command = shell.with(new IntrospectCommand());
        command.client = "spotify";
        command.json = true;

        command.execute();

        assertScreen(
                "introspection",
                "{'kind':'ACTIVE','message':'the provider takes this token','scopes':['play','read'],"
                        + "'expiresAt':'2026-11-22T21:03:00Z'}");
    }
}
