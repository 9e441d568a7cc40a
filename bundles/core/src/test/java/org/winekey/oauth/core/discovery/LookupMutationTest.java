// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.protocol.EndpointRules;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.seam.SimulatedTime;

/** Documents with a few bytes changed, always the same ones. */
@Timeout(60)
class LookupMutationTest {

    private static final int DOCUMENTS = 20_000;
    private static final List<String> PIECES = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            ",",
            ":",
            "null",
            "1e999999999",
            "http:",
            "//",
            "@",
            "#",
            "%",
            "\u0000",
            "\\ud800");

    private final Random random = new Random(20261128);

    @Test
    @Tag("R-085")
    void find_mutatedDocument_isFoundOnlyIfItKeepsToTheRules() {
        var rich = Documents.goodWith("mtls_endpoint_aliases", Map.of("token_endpoint", "https://as.example/m"));
        rich.put("revocation_endpoint", "https://as.example/r");
        var text = Documents.text(rich);
        int found = 0;

        for (int i = 0; i < DOCUMENTS; i++) {
            if (find(mutated(text)) instanceof Finding.Found good) {
                found++;
                assertThat(good.metadata().issuer()).isEqualTo(Documents.ISSUER);
                assertThat(good.metadata().endpoints().values())
                        .allMatch(endpoint -> EndpointRules.check(endpoint.toString(), Route.PUBLIC)
                                .isEmpty())
                        .allMatch(endpoint -> endpoint.getScheme().equalsIgnoreCase("https"));
            }
        }

        assertThat(found).isBetween(DOCUMENTS / 100, DOCUMENTS * 99 / 100);
    }

    private String mutated(String text) {
        var changed = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(4)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.setCharAt(at, (char) random.nextInt(0x180));
                case 2 -> changed.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                default -> changed.setLength(Math.max(2, at));
            }
        }
        return changed.toString();
    }

    private static Finding find(String document) {
        HttpTransport provider = call ->
                CompletableFuture.completedFuture(new HttpTransport.Answered(200, Map.of(), document.getBytes(UTF_8)));
        return new Lookup(provider, new SimulatedTime())
                .find(Documents.ISSUER, Route.PUBLIC)
                .join();
    }
}
