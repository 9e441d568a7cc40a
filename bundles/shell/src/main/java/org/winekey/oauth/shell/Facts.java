// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientExplanation;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.Finding;
import org.winekey.oauth.admin.Introspection;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.ProviderReport;
import org.winekey.oauth.admin.SettingsPlan;
import org.winekey.oauth.admin.Way;

/** Reports as members for {@link Json}, by the names of their accessors. None of them holds a secret. Stateless. */
final class Facts {

    private final Map<String, Object> members = new LinkedHashMap<>();

    private Facts with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    static Map<String, Object> of(ClientReport client) {
        return new Facts()
                .with("name", client.name())
                .with("status", of(client.status()))
                .with("clientId", client.clientId())
                .with("grantedTo", client.grantedTo())
                .with("provider", client.provider())
                .with("redirectUris", redirectUris(client))
                .with("requestedScopes", client.requestedScopes())
                .with("grantedScopes", new TreeSet<>(client.grantedScopes()))
                .with("hasGrant", client.hasGrant())
                .with("expiresAt", client.expiresAt())
                .with("nextRefreshAt", client.nextRefreshAt())
                .with("needsPersonAt", client.needsPersonAt())
                .with("consumers", new TreeSet<>(client.consumers()))
                .with("pending", client.pending().map(Facts::of))
                .with("notices", client.notices())
                .members;
    }

    private static Map<String, Object> of(ClientStatus status) {
        return new Facts()
                .with("code", status.code())
                .with("audience", status.audience())
                .with("reason", status.reason())
                .with("key", status.key())
                .with("retryAt", status.retryAt())
                .members;
    }

    private static Map<String, Object> of(PendingGrant grant) {
        return new Facts()
                .with("why", grant.why())
                .with("account", grant.account())
                .with("arrivedAt", grant.arrivedAt())
                .members;
    }

    static Map<String, Object> of(ClientExplanation explanation) {
        return new Facts()
                .with("client", of(explanation.report()))
                .with("whoActs", explanation.whoActs())
                .with("next", explanation.next())
                .with("nextAt", explanation.nextAt())
                .with("evidence", explanation.evidence())
                .with("registration", explanation.registration())
                .with("events", explanation.events().stream().map(Facts::of).toList())
                .members;
    }

    private static Map<String, Object> of(ClientEvent event) {
        return new Facts()
                .with("kind", event.kind())
                .with("text", event.text())
                .with("firstAt", event.firstAt())
                .with("lastAt", event.lastAt())
                .with("times", event.times())
                .with("waitUntil", event.waitUntil())
                .members;
    }

    static Map<String, Object> of(SettingsPlan plan) {
        return new Facts()
                .with("client", plan.client())
                .with("changed", plan.changed())
                .with("wrong", plan.wrong())
                .with("effect", plan.effect())
                .with("text", plan.text())
                .with("register", plan.register().stream().map(Way::redirectUri).toList())
                .with("notes", plan.notes())
                .members;
    }

    static Map<String, Object> of(ProviderReport provider) {
        return new Facts()
                .with("name", provider.name())
                .with("title", provider.title())
                .with("documentation", provider.documentation())
                .with("setup", provider.setup())
                .with("origin", provider.origin())
                .with("variables", new TreeMap<>(provider.variables()))
                .with("problem", provider.problem())
                .members;
    }

    static Map<String, Object> of(Finding finding) {
        return new Facts()
                .with("subject", finding.subject())
                .with("good", finding.good())
                .with("text", finding.text())
                .members;
    }

    static Map<String, Object> of(Introspection told) {
        return new Facts()
                .with("kind", told.kind())
                .with("message", told.message())
                .with("scopes", new TreeSet<>(told.scopes()))
                .with("expiresAt", told.expiresAt())
                .members;
    }

    /** A client that cannot be set up completely still shows what to register. */
    static List<String> redirectUris(ClientReport client) {
        var known = client.ways().stream().map(Way::redirectUri).toList();
        return known.isEmpty() ? client.redirectUri().stream().toList() : known;
    }
}
