// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.protocol.DeviceAuthorization;
import org.winekey.oauth.core.protocol.Members;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;

/** A ticket as bytes that are sealed before they reach the disk. Stateless. */
final class TicketCodec {

    private static final long FORMAT = 3;

    /** Has one trip for both links of a door. */
    private static final long ONE_TRIP_FORMAT = 2;

    private TicketCodec() {}

    static byte[] encode(Ticket ticket) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("format", FORMAT);
        map.put("issuer", ticket.registration().issuer().orElse(null));
        map.put("client_id", ticket.registration().clientId());
        ticket.registration().endpoints().named().forEach((name, endpoint) -> map.put(name, endpoint.toString()));
        map.put("face", ticket.starter().face());
        map.put("user", ticket.starter().user());
        map.put("started_at", ticket.startedAt().toString());
        map.put("restarts", (long) ticket.restarts());
        map.put("own", members(ticket.own()));
        map.put("elsewhere", members(ticket.elsewhere()));
        map.put("trips", ticket.trips().stream().map(TicketCodec::members).toList());
        map.put("poll", members(ticket.poll()));
        return Json.write(map);
    }

    private static Map<String, @Nullable Object> members(Link link) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("nonce_hash", link.nonceHash());
        map.put("binding_hash", link.bindingHash());
        return map;
    }

    private static Map<String, @Nullable Object> members(Trip trip) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("door", trip.door().name());
        map.put("redirect_uri", trip.way().redirectUri());
        map.put("elsewhere", trip.elsewhere());
        map.put("stage", trip.stage().name());
        var sent = trip.sent();
        if (sent != null) {
            map.put("state_hash", sent.stateHash());
            map.put("code_verifier", sent.verifier().secret());
        }
        return map;
    }

    private static @Nullable Map<String, @Nullable Object> members(@Nullable Poll poll) {
        if (poll == null) {
            return null;
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("device_code", poll.codes().deviceCode());
        map.put("user_code", poll.codes().userCode());
        map.put("verification_uri", poll.codes().verificationUri());
        map.put("verification_uri_complete", poll.codes().verificationUriComplete());
        map.put("expires_in", poll.codes().expiresIn().toSeconds());
        map.put("interval", poll.codes().interval().toSeconds());
        map.put("code_verifier", poll.verifier().secret());
        return map;
    }

    /**
     * The ticket in bytes that {@link #encode} made.
     *
     * @throws IOException when they are anything else; the message quotes none of them
     */
    static Ticket decode(byte[] content) throws IOException {
        try {
            return ticket(new Members(Json.readObject(content)));
        } catch (JsonException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException
                | NullPointerException e) {
            throw new IOException(
                    "a stored sign-in cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static Ticket ticket(Members members) throws JsonException {
        var format = members.number("format");
        if (format != FORMAT && format != ONE_TRIP_FORMAT) {
            throw new JsonException("a sign-in of another format");
        }
        var trips = new ArrayList<Trip>();
        for (var trip : members.objects("trips")) {
            trips.add(trip(trip));
        }
        return new Ticket(
                identity(members),
                new Starter(members.text("face"), members.text("user")),
                Instant.parse(members.text("started_at")),
                Math.toIntExact(members.number("restarts")),
                link(members.object("own")),
                link(members.object("elsewhere")),
                format == FORMAT ? trips : forBothLinks(trips),
                poll(members.optionalObject("poll")));
    }

    private static Registration.Identity identity(Members members) throws JsonException {
        var named = new LinkedHashMap<String, URI>();
        for (var name : Registration.Endpoints.NAMES) {
            var endpoint = members.optionalText(name);
            if (endpoint != null) {
                named.put(name, URI.create(endpoint));
            }
        }
        return new Registration.Identity(
                Optional.ofNullable(members.optionalText("issuer")),
                members.text("client_id"),
                Registration.Endpoints.of(named));
    }

    private static Link link(Members members) throws JsonException {
        return new Link(members.text("nonce_hash"), members.optionalText("binding_hash"));
    }

    private static Trip trip(Members members) throws JsonException {
        var way = new Way(Door.valueOf(members.text("door")), members.text("redirect_uri"));
        var stateHash = members.optionalText("state_hash");
        var sent = stateHash == null ? null : new Trip.Sent(stateHash, verifier(members));
        return new Trip(way, members.optionalBool("elsewhere"), Trip.Stage.valueOf(members.text("stage")), sent);
    }

    /** With a trip for the link through which nobody left; it was shut together with the other one. */
    private static List<Trip> forBothLinks(List<Trip> trips) {
        return trips.stream().flatMap(trip -> Stream.of(trip, otherLink(trip))).toList();
    }

    private static Trip otherLink(Trip trip) {
        return new Trip(trip.way(), !trip.elsewhere(), trip.isUsable() ? Trip.Stage.OPEN : Trip.Stage.BURNED, null);
    }

    private static @Nullable Poll poll(@Nullable Members members) throws JsonException {
        if (members == null) {
            return null;
        }
        var codes = new DeviceAuthorization(
                Secret.of(members.text("device_code")),
                members.text("user_code"),
                members.text("verification_uri"),
                members.optionalText("verification_uri_complete"),
                Duration.ofSeconds(members.number("expires_in")),
                Duration.ofSeconds(members.number("interval")));
        return new Poll(codes, verifier(members));
    }

    private static CodeVerifier verifier(Members members) throws JsonException {
        return CodeVerifier.of(Secret.of(members.text("code_verifier")));
    }
}
