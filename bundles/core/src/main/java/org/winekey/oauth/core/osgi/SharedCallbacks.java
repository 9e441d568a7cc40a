// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.winekey.oauth.core.protocol.CallbackPath;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.settings.ClientSettings;

/**
 * Who may share a callback. An answer there is told apart by its state alone, so a provider that mixes up answers (RFC 9700
 * section 4.4) must not be among the sharers: they are at one provider with one registration, or every provider says in each
 * answer who it is (RFC 9207).
 */
final class SharedCallbacks {

    private SharedCallbacks() {}

    /** What speaks against the redirect URI of a client that is configured at these desks. */
    static Optional<String> complaint(Registration registration, Desks desks) {
        if (name(registration).equals(registration.client())) {
            return Optional.empty();
        }
        var people = desks.configured().stream()
                .flatMap(desk -> desk.settings().flatMap(ClientSettings::registered).stream())
                .filter(other -> other.grantType().hasDoors())
                .toList();
        return complaint(registration, people, name -> desks.configured(name).isPresent());
    }

    /**
     * What speaks against the redirect URI of a client.
     *
     * @param others the registrations of all clients, also that of this one
     * @param isClient whether a client of that name is configured
     * @return one sentence with the remedy (empty: nothing)
     */
    static Optional<String> complaint(
            Registration registration, Collection<Registration> others, Predicate<String> isClient) {
        var client = registration.client();
        var name = name(registration);
        if (name.equals(client)) {
            return Optional.empty();
        }
        if (isClient.test(name)) {
            return Optional.of("is the callback of the client " + name + "; end it with /oauth/callback/" + client
                    + " or with a name that no client has");
        }
        return others.stream()
                .filter(other -> !other.client().equals(client) && name(other).equals(name))
                .filter(other -> !isOneRegistration(registration, other) && !areBothNamed(registration, other))
                .findFirst()
                .map(
                        other -> "is shared with the client " + other.client()
                                + ", which has another issuer or client_id; give"
                                + " each a redirect URI of its own, unless the metadata of both providers promises iss in every answer");
    }

    private static String name(Registration registration) {
        var redirectUri = registration.redirectUri();
        return redirectUri == null ? registration.client() : CallbackPath.name(redirectUri, registration.client());
    }

    private static boolean isOneRegistration(Registration one, Registration other) {
        return one.clientId().equals(other.clientId())
                && Objects.equals(one.issuer(), other.issuer())
                && Objects.equals(
                        one.endpoints().authorization(), other.endpoints().authorization())
                && one.endpoints().token().equals(other.endpoints().token());
    }

    private static boolean areBothNamed(Registration one, Registration other) {
        return isNamed(one) && isNamed(other);
    }

    private static boolean isNamed(Registration registration) {
        return registration.issuer() != null && registration.dialect().issPromised();
    }
}
