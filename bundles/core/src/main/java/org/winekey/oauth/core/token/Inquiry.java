// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.IntrospectionAnswer;
import org.winekey.oauth.core.protocol.IntrospectionAnswer.Told;
import org.winekey.oauth.core.protocol.IntrospectionAnswer.Untold;
import org.winekey.oauth.core.protocol.IntrospectionRequest;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.Lane;

/**
 * What the provider says of the access token that is held (RFC 7662), asked anew each time: nothing of it is kept, and it
 * changes nothing, whatever it says. Immutable.
 *
 * @param kind what came of it
 * @param text the same for people
 * @param scopes what the provider says that the token is good for (empty: it does not say)
 * @param expiresAt until when, as the provider says (null: it does not say)
 */
public record Inquiry(
        Kind kind,
        String text,
        Set<String> scopes,
        @Nullable Instant expiresAt) {

    static final Inquiry LATE = new Inquiry(Kind.UNANSWERED, "the provider has not answered yet; ask again");

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** The ends it can come to. */
    public enum Kind {
        /** The token is good. */
        ACTIVE,
        /** The provider does not take the token any more. */
        INACTIVE,
        /** Nothing was sent: no grant is held. */
        NOTHING_HELD,
        /** Nothing was sent: the grant is in quarantine. */
        QUARANTINED,
        /** Nothing was sent: no endpoint is known for this. */
        NOT_OFFERED,
        /** The provider did not tell. */
        UNANSWERED
    }

    /** Refuses nulls, copies the scopes. */
    public Inquiry {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
        scopes = Set.copyOf(scopes);
    }

    private Inquiry(Kind kind, String text) {
        this(kind, text, Set.of(), null);
    }

    /** Asks; in the lane of the client. */
    static CompletableFuture<Inquiry> of(Parts parts, Lane lane, ClientTerms terms) {
        var held = parts.holding().held();
        if (held == null) {
            return ended(Kind.NOTHING_HELD, "no grant is held");
        }
        if (parts.holding().quarantine() != null) {
            return ended(Kind.QUARANTINED, "the grant is in quarantine, so nothing is sent with it; release it first");
        }
        var registration = Source.ownRegistration(terms, held);
        return registration.endpoints().introspection() == null
                ? ended(Kind.NOT_OFFERED, "no introspection_endpoint is known for this grant")
                : ask(parts, lane, registration, held);
    }

    private static CompletableFuture<Inquiry> ended(Kind kind, String text) {
        return CompletableFuture.completedFuture(new Inquiry(kind, text));
    }

    private static CompletableFuture<Inquiry> ask(Parts parts, Lane lane, Registration registration, Held held) {
        var grant = held.grant();
        var sent = Redaction.NONE.and(grant.accessToken()).and(registration.clientSecret());
        var told = new CompletableFuture<Inquiry>();
        var request = new TokenCall(
                parts.seams(),
                lane,
                (outcome, now, doubtful) -> told.complete(of(IntrospectionAnswer.of(outcome, now, sent))));
        request.send(() -> IntrospectionRequest.ofAccessToken(registration, grant.accessToken(), DEADLINE));
        return told;
    }

    private static Inquiry of(IntrospectionAnswer answer) {
        if (answer instanceof Untold untold) {
            return new Inquiry(Kind.UNANSWERED, untold.text() + "; nothing was changed");
        }
        var told = (Told) answer;
        return told.active()
                ? new Inquiry(Kind.ACTIVE, "the provider takes this token", told.scopes(), told.expiresAt())
                : new Inquiry(
                        Kind.INACTIVE,
                        "the provider does not take this token any more; nothing was changed here: refresh, and the answer"
                                + " to that counts",
                        told.scopes(),
                        told.expiresAt());
    }

    /** Until when, if the provider says. */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiresAt);
    }
}
