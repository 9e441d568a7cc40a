// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.Way;

/** A report of which the interesting parts can be chosen. */
record FakeReport(
        String name,
        ClientStatus status,
        boolean hasGrant,
        List<String> notices,
        boolean needsPerson,
        boolean deviceDoor,
        Optional<PendingGrant> pending)
        implements ClientReport {

    FakeReport(String name, ClientStatus status, boolean hasGrant, List<String> notices) {
        this(name, status, hasGrant, notices, true, false, Optional.empty());
    }

    static FakeReport needingNobody(String name, boolean hasGrant) {
        var status = ClientStatus.of(ClientStatus.Code.AUTHORIZED, "A token is held.");
        return new FakeReport(name, status, hasGrant, List.of(), false, false, Optional.empty());
    }

    static FakeReport authorized(String name) {
        return new FakeReport(name, ClientStatus.of(ClientStatus.Code.AUTHORIZED, "A grant is held."), true, List.of());
    }

    static FakeReport withDoorsAndPending(String name, PendingGrant pending) {
        var status = ClientStatus.of(ClientStatus.Code.AUTHORIZED, "A grant is held.");
        return new FakeReport(name, status, true, List.of(), true, true, Optional.of(pending));
    }

    static FakeReport with(String name, ClientStatus status) {
        return new FakeReport(name, status, false, List.of());
    }

    @Override
    public Optional<String> clientId() {
        return Optional.of("account-of-" + name);
    }

    @Override
    public Optional<String> grantedTo() {
        return Optional.of("former-account");
    }

    @Override
    public Optional<String> account() {
        return hasGrant ? Optional.of("anna <anna@example.org>") : Optional.empty();
    }

    @Override
    public Optional<String> provider() {
        return Optional.of("accounts.example.org");
    }

    @Override
    public Optional<String> redirectUri() {
        return Optional.of("http://127.0.0.1:8181/oauth/callback/" + name);
    }

    @Override
    public boolean passwordDoor() {
        return name.equals("legacy");
    }

    @Override
    public List<Way> ways() {
        return redirectUri().map(uri -> new Way(Door.CALLBACK, uri)).stream().toList();
    }

    @Override
    public List<String> requestedScopes() {
        return List.of("read", "play");
    }

    @Override
    public Set<String> grantedScopes() {
        return hasGrant ? Set.of("read") : Set.of();
    }

    @Override
    public Optional<Instant> expiresAt() {
        return Optional.of(Instant.parse("2026-01-01T11:00:00Z"));
    }

    @Override
    public Optional<Instant> nextRefreshAt() {
        return Optional.of(Instant.parse("2026-01-01T10:48:00Z"));
    }

    @Override
    public Optional<Instant> needsPersonAt() {
        return Optional.of(Instant.parse("2026-03-01T09:00:00Z"));
    }

    @Override
    public Set<String> consumers() {
        return Set.of();
    }
}
