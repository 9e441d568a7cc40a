// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.RevocationAnswer;
import org.winekey.oauth.core.protocol.RevocationRequest;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Lane;

/**
 * Asks a provider to end a grant: the refresh token first, then the access token (RFC 7009 section 2.1). For one lane only.
 *
 * @param grant the grant
 * @param registration where it goes and as whom
 */
record Revocation(Grant grant, Registration registration) {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** What is done with the answers, in the lane. */
    interface Reader {
        /**
         * Reads the answers.
         *
         * @param first the one that counts
         * @param second that to the access token, if it was asked about on its own; null: it was not
         */
        void read(RevocationAnswer first, @Nullable RevocationAnswer second);
    }

    void send(Seams seams, Lane lane, Reader reader) {
        var refreshToken = grant.refreshToken();
        Supplier<HttpTransport.Call> access =
                () -> RevocationRequest.ofAccessToken(registration, grant.accessToken(), DEADLINE);
        if (refreshToken == null) {
            ask(seams, lane, access, answer -> reader.read(answer, null));
            return;
        }
        ask(seams, lane, () -> RevocationRequest.ofRefreshToken(registration, refreshToken, DEADLINE), first -> {
            if (first.passes()) {
                reader.read(first, null);
            } else {
                ask(seams, lane, access, second -> reader.read(first, second));
            }
        });
    }

    private void ask(Seams seams, Lane lane, Supplier<HttpTransport.Call> call, Consumer<RevocationAnswer> then) {
        var sent = Redaction.NONE
                .and(grant.refreshToken())
                .and(grant.accessToken())
                .and(registration.clientSecret());
        var style = registration.dialect().answers();
        var request = new TokenCall(
                seams, lane, (outcome, at, doubtful) -> then.accept(RevocationAnswer.of(outcome, at, sent, style)));
        request.send(call);
    }
}
