// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientCounters;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientExplanation;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.Counters;
import org.winekey.oauth.admin.Finding;
import org.winekey.oauth.admin.Introspection;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.ProviderReport;
import org.winekey.oauth.admin.RevocationOutcome;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.admin.SignInLink;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.Way;

/** What the service reports, member by member. No member is there that nobody wrote down here. */
final class ApiMembers {

    private final Map<String, Object> members = new LinkedHashMap<>();

    private ApiMembers() {}

    private ApiMembers with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    static Map<String, Object> one(String name, Object value) {
        return Map.of(name, value);
    }

    static Map<String, Object> of(ClientReport report) {
        return new ApiMembers()
                .with("name", report.name())
                .with("status", of(report.status()))
                .with("clientId", report.clientId())
                .with("grantedTo", report.grantedTo())
                .with("needsPerson", report.needsPerson())
                .with("provider", report.provider())
                .with("redirectUri", report.redirectUri())
                .with("ways", report.ways().stream().map(ApiMembers::of).toList())
                .with("deviceDoor", report.deviceDoor())
                .with("passwordDoor", report.passwordDoor())
                .with("pending", report.pending().map(ApiMembers::of))
                .with("requestedScopes", report.requestedScopes())
                .with("grantedScopes", new TreeSet<>(report.grantedScopes()))
                .with("hasGrant", report.hasGrant())
                .with("expiresAt", report.expiresAt())
                .with("nextRefreshAt", report.nextRefreshAt())
                .with("needsPersonAt", report.needsPersonAt())
                .with("consumers", new TreeSet<>(report.consumers()))
                .with("notices", report.notices())
                .members;
    }

    static Map<String, Object> of(ClientStatus status) {
        return new ApiMembers()
                .with("code", status.code())
                .with("audience", status.audience())
                .with("reason", status.reason())
                .with("key", status.key())
                .with("retryAt", status.retryAt())
                .members;
    }

    static Map<String, Object> of(ClientExplanation explanation) {
        return new ApiMembers()
                .with("client", of(explanation.report()))
                .with("whoActs", explanation.whoActs())
                .with("next", explanation.next())
                .with("nextAt", explanation.nextAt())
                .with("evidence", explanation.evidence())
                .with("registration", explanation.registration())
                .with(
                        "events",
                        explanation.events().stream().map(ApiMembers::of).toList())
                .members;
    }

    private static Map<String, Object> of(ClientEvent event) {
        return new ApiMembers()
                .with("kind", event.kind())
                .with("text", event.text())
                .with("firstAt", event.firstAt())
                .with("lastAt", event.lastAt())
                .with("times", event.times())
                .with("waitUntil", event.waitUntil())
                .members;
    }

    static Map<String, Object> of(PendingGrant grant) {
        return new ApiMembers()
                .with("id", grant.id())
                .with("client", grant.client())
                .with("door", grant.door())
                .with("account", grant.account())
                .with("presentAccount", grant.presentAccount())
                .with("scopes", new TreeSet<>(grant.scopes()))
                .with("starter", of(grant.starter()))
                .with("finisher", grant.finisher())
                .with("arrivedAt", grant.arrivedAt())
                .with("why", grant.why())
                .with("text", grant.why().text())
                .members;
    }

    private static Map<String, Object> of(Starter starter) {
        return new ApiMembers().with("face", starter.face()).with("user", starter.user()).members;
    }

    private static Map<String, Object> of(Way way) {
        return new ApiMembers().with("door", way.door()).with("redirectUri", way.redirectUri()).members;
    }

    static Map<String, Object> of(SignInLink link) {
        return new ApiMembers()
                .with("uri", link.uri().toASCIIString())
                .with("elsewhere", link.elsewhere().toASCIIString())
                .with("ways", link.ways().stream().map(ApiMembers::of).toList())
                .with("expiresAt", link.expiresAt())
                .members;
    }

    static Map<String, Object> of(Introspection introspection) {
        return new ApiMembers()
                .with("kind", introspection.kind())
                .with("message", introspection.message())
                .with("scopes", new TreeSet<>(introspection.scopes()))
                .with("expiresAt", introspection.expiresAt())
                .members;
    }

    static Map<String, Object> of(RevocationOutcome outcome) {
        return new ApiMembers().with("kind", outcome.kind()).with("message", outcome.message()).members;
    }

    static Map<String, Object> of(SignInOutcome outcome) {
        return new ApiMembers()
                .with("kind", outcome.kind())
                .with("client", outcome.client())
                .with("message", outcome.message())
                .members;
    }

    static Map<String, Object> of(ProviderReport provider) {
        return new ApiMembers()
                .with("name", provider.name())
                .with("title", provider.title())
                .with("documentation", provider.documentation())
                .with("setup", provider.setup())
                .with("origin", provider.origin())
                .with("variables", new TreeMap<>(provider.variables()))
                .with("problem", provider.problem())
                .members;
    }

    static Map<String, Object> of(SettingsPlan plan) {
        return new ApiMembers()
                .with("client", plan.client())
                .with("changed", plan.changed())
                .with("wrong", plan.wrong())
                .with("effect", plan.effect())
                .with("text", plan.text())
                .with("register", plan.register().stream().map(ApiMembers::of).toList())
                .with("notes", plan.notes())
                .members;
    }

    static Map<String, Object> of(Counters counters) {
        var clients = new TreeMap<String, Object>();
        counters.clients().forEach((client, counted) -> clients.put(client, of(counted)));
        return new ApiMembers()
                .with("since", counters.since())
                .with("waiting", counters.waiting())
                .with("clients", clients)
                .members;
    }

    private static Map<String, Object> of(ClientCounters counted) {
        return new ApiMembers()
                .with("refreshes", counted.refreshes())
                .with("failures", new TreeMap<>(counted.failures()))
                .with("queued", counted.queued())
                .with("meanMillis", counted.meanTime().toMillis())
                .with("longestMillis", counted.longestTime().toMillis())
                .members;
    }

    static Map<String, Object> of(Finding finding) {
        return new ApiMembers()
                .with("subject", finding.subject())
                .with("good", finding.good())
                .with("text", finding.text())
                .members;
    }
}
