// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.itests.support.Sweep.Leak;

final class SweepTest {
    private static final Sweep SWEEP = new Sweep(
            Map.of("password of anna", "pass word+anna"),
            Map.of(
                    "8f14e45f-ceea-467f-a0e5-7d2b6a1c3f10.e4da3b7f.1679",
                    "code",
                    "urn:request:12/34=56",
                    "request_uri"));

    @TempDir
    private Path house;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    password of anna | he typed pass word+anna
                    password of anna | ?password=pass+word%2Banna&more
                    code             | callback?code=8f14e45f-ceea-467f-a0e5-7d2b6a1c3f10.e4da3b7f.1679&x
                    code             | the code is 8f14e45f-ceea-467f-a0e5-7d2b6a1c3f10.e4da3b7f.1679.
                    request_uri      | at https://as.example/?request_uri=urn:request:12/34=56
                    JWT              | got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2ln
                    credentials      | authorization: Bearer 0123456789abcdef
                    one-time link    | /oauth/go/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
                    parameter        | {"refresh_token": "0123456789abcdef"}
                    secret of a test | cnry-x
                    """)
    void line_withASecret_isFoundWithItsKind(String kind, String line) throws IOException {
        Path log = Files.writeString(house.resolve("karaf.log"), "first\n" + line + "\n");

        assertThat(SWEEP.in(log)).containsExactly(new Leak(log.toString(), 2, kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authenticate client=calm outcome=DONE",
                "/oauth/go/done/AAAAAAAAAAAAAAAAAAAAAA",
                "refreshed, with a new refresh token",
                "code=8f14e45f-ceea",
                "Basic authentication is on"
            })
    void line_withoutASecret_isNoLeak(String line) throws IOException {
        assertThat(SWEEP.in(Files.writeString(house.resolve("karaf.log"), line)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "data/log/karaf.log, true",
        "etc/org.apache.karaf.shell.cfg, true",
        ".karaf/history, true",
        "lib/notes.txt, false",
        "data/cache/bundle.jar, false",
        "etc/org.winekey.oauth.client-calm.cfg, false",
        "oauth/calm.slots, false"
    })
    void file_inAHouse_isSearchedUnlessSecretsBelongThere(String file, boolean searched) throws IOException {
        Path written = house.resolve(file);
        Files.createDirectories(written.getParent());
        Files.createFile(written);

        assertThat(Sweep.texts(house).contains(written)).isEqualTo(searched);
    }
}
