// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.benchmarks.subject.Tokens;

/** A POST with {@code java.net.http} alone, with the connection policy of Winekey: no connection is older than two seconds. */
final class BareHttp {

    private static final long OLDEST_NANOS = Duration.ofSeconds(2).toNanos();
    private static final byte[] FORM = ("grant_type=refresh_token&client_id=winekey-benchmarks&refresh_token="
                    + Tokens.refresh(0))
            .getBytes(UTF_8);

    private @Nullable HttpClient client;
    private long bornAt;

    /** Sends and reads the whole answer. */
    int post(URI uri) throws IOException {
        var request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(FORM))
                .build();
        try {
            return young().send(request, BodyHandlers.ofByteArray()).body().length;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private HttpClient young() {
        var present = client;
        if (present == null || System.nanoTime() - bornAt >= OLDEST_NANOS) {
            present = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(Runnable::run)
                    .build();
            client = present;
            bornAt = System.nanoTime();
        }
        return present;
    }
}
