// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.winekey.oauth.core.protocol.Redaction;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenRequest;
import org.winekey.oauth.core.protocol.TokenResponse;
import org.winekey.oauth.core.protocol.TokenVerdict;

/**
 * Trades the token that a sign-in brought for another one, at providers that give a short-lived one first. Nothing is
 * stored before it has succeeded, and it is not tried again. Thread-safe.
 */
final class SecondExchange {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final Means means;

    SecondExchange(Means means) {
        this.means = means;
    }

    /** What came of it; what came before, where there is no second exchange. */
    CompletableFuture<TokenVerdict> after(Registration registration, TokenResponse first) {
        var call = TokenRequest.then(registration, first.accessToken(), DEADLINE);
        if (call.isEmpty()) {
            return CompletableFuture.completedFuture(new TokenVerdict.Success(first));
        }
        var sent = Redaction.NONE
                .and(first.accessToken())
                .and(first.refreshToken())
                .and(registration.clientSecret());
        var style = registration.dialect().answers();
        return means.transport()
                .send(call.get())
                .thenApplyAsync(
                        answer -> TokenVerdict.ofExchange(answer, means.time().now(), sent, style),
                        means.scheduler()::execute)
                .thenApply(verdict -> verdict instanceof TokenVerdict.Success second
                        ? new TokenVerdict.Success(second.response().after(first))
                        : verdict);
    }
}
