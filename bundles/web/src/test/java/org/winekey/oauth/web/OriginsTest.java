// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    private final AtomicInteger lookups = new AtomicInteger();

    private Origins origins(String base, String machine) {
        return new Origins(() -> Optional.ofNullable(base).map(URI::create), () -> {
            lookups.incrementAndGet();
            return Optional.ofNullable(machine);
        });
    }

    @ParameterizedTest
    @Tag("R-104")
    @CsvSource({
        "192.168.1.5, 8181, true",
        "192.168.1.6, 8181, false",
        "192.168.1.5, 80, false",
        "127.0.0.1, 8181, true",
        "127.0.0.1, 8182, false",
        "[::1], 8181, true",
        "::1, 8181, true",
        "localhost, 8181, true",
        "LOCALHOST, 8181, true",
        "localhost.evil.example, 8181, false",
        "evil.example, 8181, false",
        "wine.home.example, 8181, true",
        "wine, 8181, true",
        "Wine.local, 8181, true",
        "wine.evil.example, 8181, false",
        "xwine, 8181, false",
        "127.0.0.1.evil.example, 8181, false",
        "2130706433, 8181, false",
        "0x7f.1, 8181, false",
        "'', 8181, false",
        "house.example, 443, true",
        "house.example, 8181, true",
        "house.example, 80, true",
        "house.example, 8443, false",
    })
    void host_ofEachKind_isJudged(String host, int port, boolean ours) {
        var origins = origins("https://house.example", "wine.home.example");

        assertThat(origins.isHostOurs(FakeRequest.get("/oauth").host(host, port).request()))
                .isEqualTo(ours);
    }

    @Test
    @Tag("R-104")
    void host_ofAnIpv6ConnectionInAnotherSpelling_isOurs() {
        var request = FakeRequest.get("/oauth").host("[fe80::1]", 8181).arrivedAt("fe80:0:0:0:0:0:0:1%eth0");

        assertThat(origins(null, null).isHostOurs(request.request())).isTrue();
    }

    @Test
    void machineName_askedTwice_isLookedUpOnce() {
        var origins = origins(null, "pi.local");

        assertThat(origins.isHostOurs(FakeRequest.get("/").host("pi", 8181).request()))
                .isTrue();
        assertThat(origins.isHostOurs(
                        FakeRequest.get("/").host("pi.local", 8181).request()))
                .isTrue();
        assertThat(lookups).hasValue(1);
    }

    @ParameterizedTest
    @Tag("R-105")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, true",
                "http://192.168.1.5:8181, true",
                "https://house.example, true",
                "null, false",
                "http://evil.example, false",
                "http://192.168.1.5, false",
                "https://192.168.1.5:8181, false",
                "http://192.168.1.5:8181.evil.example, false",
                "http://house.example, false",
                "'', false",
            })
    void origin_ofEachKind_isJudged(String origin, boolean ours) {
        var request = FakeRequest.post("/oauth/client/a/refresh", "");
        if (origin != null) {
            request.header("Origin", origin);
        }

        assertThat(origins("https://house.example", null).isOriginOurs(request.request()))
                .isEqualTo(ours);
    }
}
