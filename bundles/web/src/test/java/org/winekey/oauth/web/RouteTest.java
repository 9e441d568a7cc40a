// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

    @Test
    void path_ofEachPlace_isFound() {
        assertThat(Route.of("/oauth/callback/spotify-2")).isEqualTo(new Route(Route.Place.CALLBACK, "spotify-2"));
        assertThat(Route.of("/oauth/go/" + FakeAdmin.NONCE)).isEqualTo(new Route(Route.Place.GO, FakeAdmin.NONCE));
        assertThat(Route.of("/oauth/go/done/abcdefghijklmnopqrstuv"))
                .isEqualTo(new Route(Route.Place.DONE, "abcdefghijklmnopqrstuv"));
        assertThat(Route.of("/oauth/go/style.css").place()).isEqualTo(Route.Place.STYLE);
        assertThat(Route.of("/oauth").place()).isEqualTo(Route.Place.LIST);
        assertThat(Route.of("/oauth/").place()).isEqualTo(Route.Place.LIST);
        assertThat(Route.of("/oauth/client/spotify/forget")).isEqualTo(new Route(Route.Place.FORGET, "spotify"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/oauth",
                "/oauth/",
                "/oauth/callback",
                "/oauth/callback/",
                "/oauth/callback/Spotify",
                "/oauth/callback/-x",
                "/oauth/callback/a/b",
                "/oauth/callback/spotify/",
                "/oauth/callback/spotify;x=1",
                "/oauth/callback/../client/spotify/forget",
                "/oauth/callback/%2e%2e/client",
                "/oauth//callback/spotify",
                "/oauth/callback/spotify\n",
                "/oauth/go",
                "/oauth/go/",
                "/oauth/go/short",
                "/oauth/go/done",
                "/oauth/go/done/",
                "/oauth/go/done/short",
                "/oauth/go/done/abcdefghijklmnopqrstu/",
                "/oauth/go/STYLE.css",
                "/OAUTH/callback/spotify",
                "/oauth/client/spotify/authenticate",
                "/oauth/anything"
            })
    void path_ofAnyOtherShape_isClosed(String path) {
        assertThat(Route.of(path).open()).isFalse();
    }

    @Test
    void path_ofOthers_isNotOurs() {
        assertThat(Route.isOurs("/oauth2")).isFalse();
        assertThat(Route.isOurs("/system/console")).isFalse();
        assertThat(Route.isOurs("/oauth")).isTrue();
        assertThat(Route.isOurs("/oauth;x")).isTrue();
        assertThat(Route.isOurs("/oauth/x")).isTrue();
    }
}
