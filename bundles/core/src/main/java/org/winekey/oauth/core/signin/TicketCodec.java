// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;

/** A ticket as bytes that are sealed before they reach the disk. Stateless. */
final class TicketCodec {

    private static final long FORMAT = 1;

    private TicketCodec() {}

    static byte[] encode(Ticket ticket) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("format", FORMAT);
        map.put("issuer", ticket.registration().issuer().orElse(null));
        map.put("client_id", ticket.registration().clientId());
        ticket.registration().endpoints().named().forEach((name, endpoint) -> map.put(name, endpoint.toString()));
        map.put("redirect_uri", ticket.redirectUri());
        map.put("face", ticket.starter().face());
        map.put("user", ticket.starter().user());
        map.put("started_at", ticket.startedAt().toString());
        map.put("restarts", (long) ticket.restarts());
        map.put("stage", ticket.stage().name());
        map.put("nonce_hash", ticket.nonceHash());
        if (ticket.trip() != null) {
            map.put("state_hash", ticket.trip().stateHash());
            map.put("binding_hash", ticket.trip().bindingHash());
            map.put("code_verifier", ticket.trip().verifier().secret());
        }
        return Json.write(map);
    }

    static Ticket decode(byte[] content) throws IOException {
        try {
            return decode(Json.readObject(content));
        } catch (JsonException | IllegalArgumentException | ClassCastException | NullPointerException e) {
            throw new IOException(
                    "a stored sign-in cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static Ticket decode(Map<String, @Nullable Object> map) {
        if (!Long.valueOf(FORMAT).equals(map.get("format"))) {
            throw new IllegalArgumentException("format " + map.get("format"));
        }
        var stateHash = map.get("state_hash");
        return new Ticket(
                new Registration.Identity(
                        Optional.ofNullable((String) map.get("issuer")), text(map, "client_id"), endpoints(map)),
                text(map, "redirect_uri"),
                new Starter(text(map, "face"), text(map, "user")),
                Instant.parse(text(map, "started_at")),
                Math.toIntExact((Long) requireNonNull(map.get("restarts"))),
                Ticket.Stage.valueOf(text(map, "stage")),
                text(map, "nonce_hash"),
                stateHash == null
                        ? null
                        : new Ticket.Trip(
                                (String) stateHash,
                                text(map, "binding_hash"),
                                CodeVerifier.of(Secret.of(text(map, "code_verifier")))));
    }

    private static Registration.Endpoints endpoints(Map<String, @Nullable Object> map) {
        var named = new LinkedHashMap<String, URI>();
        for (var name : Registration.Endpoints.NAMES) {
            if (map.get(name) instanceof String uri) {
                named.put(name, URI.create(uri));
            }
        }
        return Registration.Endpoints.of(named);
    }

    private static String text(Map<String, @Nullable Object> map, String key) {
        return (String) requireNonNull(map.get(key), key);
    }
}
