// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.token.KeeperReport;

/** What settings and keeper know of a client, put together for faces. */
record Report(
        ClientSettings settings,
        KeeperReport keeper,
        List<String> serviceNotices,
        List<Way> doors,
        @Nullable PendingGrant waiting)
        implements ClientReport {

    /** The report of a configuration that works for no client. */
    static Report ofStray(ClientSettings.Invalid stray) {
        var status =
                ClientStatus.of(ClientStatus.Code.MISCONFIGURED, stray.reason()).withKey(stray.key());
        return new Report(stray, Desks.nothingKnown(status), List.of(), List.of(), null);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public ClientStatus status() {
        return keeper.status();
    }

    @Override
    public Optional<String> clientId() {
        return Optional.ofNullable(settings.card().clientId());
    }

    @Override
    public Optional<String> grantedTo() {
        return keeper.grantedTo();
    }

    @Override
    public Optional<String> account() {
        return Optional.ofNullable(keeper.account());
    }

    @Override
    public Optional<String> provider() {
        return settings.registered().map(Registration::endpoints).map(endpoints -> {
            var browsers = endpoints.authorization();
            return (browsers == null ? endpoints.token() : browsers).getHost();
        });
    }

    @Override
    public boolean needsPerson() {
        return settings.registered()
                .map(registration -> registration.grantType().needsPerson())
                .orElse(true);
    }

    @Override
    public Optional<String> redirectUri() {
        return Optional.ofNullable(settings.card().redirectUri());
    }

    @Override
    public List<Way> ways() {
        return doors;
    }

    @Override
    public boolean deviceDoor() {
        return settings.registered()
                .map(registration -> registration.endpoints().deviceAuthorization() != null)
                .orElse(false);
    }

    @Override
    public boolean passwordDoor() {
        return settings.registered()
                .map(registration -> registration.grantType() == GrantType.PASSWORD)
                .orElse(false);
    }

    @Override
    public Optional<PendingGrant> pending() {
        return Optional.ofNullable(waiting);
    }

    @Override
    public List<String> requestedScopes() {
        return settings.registered().map(Registration::scopes).orElse(List.of());
    }

    @Override
    public Set<String> grantedScopes() {
        return keeper.grantedScopes();
    }

    @Override
    public boolean hasGrant() {
        return keeper.hasGrant();
    }

    @Override
    public Optional<Instant> expiresAt() {
        return keeper.expiresAt();
    }

    @Override
    public Optional<Instant> nextRefreshAt() {
        return keeper.nextRefreshAt();
    }

    @Override
    public Optional<Instant> needsPersonAt() {
        return keeper.needsPersonAt();
    }

    @Override
    public Set<String> consumers() {
        return settings.card().consumers();
    }

    @Override
    public List<String> notices() {
        var notices = new ArrayList<>(settings.card().notices());
        notices.addAll(serviceNotices);
        return List.copyOf(notices);
    }
}
