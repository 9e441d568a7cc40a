// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metadata that a client works with. Its servers are those of the document that came first: a later one may say
 * anything else, but sends nothing to another server. Immutable.
 *
 * @param metadata what is used
 * @param checkedAt when the provider was asked last, by the wall clock
 * @param refusal why the latest document is not used, for people (null: it is)
 */
public record Pin(
        Metadata metadata, Instant checkedAt, @Nullable String refusal) {

    /** Refuses nulls. */
    public Pin {
        requireNonNull(metadata, "metadata");
        requireNonNull(checkedAt, "checkedAt");
    }

    /** This pin after a later document came. */
    Pin after(Metadata later, Instant now) {
        var moved = move(later);
        return moved.isEmpty() ? new Pin(later, now, null) : new Pin(metadata, now, moved.get());
    }

    /** This pin after a later document came that cannot be used. */
    Pin after(Finding.Missing unusable, Instant now) {
        return new Pin(metadata, now, unusable.reason() + "; what it said before stays in use");
    }

    /** What a later document would send elsewhere. */
    private Optional<String> move(Metadata later) {
        var secrets = moveOfSecrets(later);
        if (secrets.isPresent()) {
            return secrets;
        }
        var known =
                metadata.endpoints().values().stream().map(Pin::origin).collect(Collectors.toCollection(TreeSet::new));
        metadata.mtlsAliases().values().forEach(alias -> known.add(origin(alias)));
        for (var document : List.of(later.endpoints(), later.mtlsAliases())) {
            for (var named : document.entrySet()) {
                if (!known.contains(origin(named.getValue()))) {
                    return Optional.of(words(named.getKey(), String.join(", ", known), origin(named.getValue())));
                }
            }
        }
        return Optional.empty();
    }

    /** The token endpoint stays at its server, and so does the one for clients with a certificate of their own. */
    private Optional<String> moveOfSecrets(Metadata later) {
        var before = origin(token(metadata));
        var now = origin(token(later));
        if (!before.equals(now)) {
            return Optional.of(words(Metadata.TOKEN_ENDPOINT, before, now));
        }
        var aliasBefore = origin(metadata.mtlsAliases().getOrDefault(Metadata.TOKEN_ENDPOINT, token(metadata)));
        var aliasNow = origin(later.mtlsAliases().getOrDefault(Metadata.TOKEN_ENDPOINT, token(later)));
        return aliasNow.equals(aliasBefore) || aliasNow.equals(now)
                ? Optional.empty()
                : Optional.of(words(Metadata.ALIASES + "." + Metadata.TOKEN_ENDPOINT, aliasBefore, aliasNow));
    }

    private String words(String name, String before, String now) {
        return "the metadata of " + metadata.issuer() + " moves " + name + " from " + before + " to " + now
                + ", which is not followed; if the provider really moved, set authorization_endpoint and token_endpoint to"
                + " its new addresses";
    }

    private static URI token(Metadata metadata) {
        return requireNonNull(metadata.endpoints().get(Metadata.TOKEN_ENDPOINT));
    }

    /** Scheme, host and port, so that two ways to write one server are the same. */
    private static String origin(URI endpoint) {
        var scheme = endpoint.getScheme().toLowerCase(Locale.ROOT);
        int port = endpoint.getPort() >= 0 ? endpoint.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + endpoint.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
