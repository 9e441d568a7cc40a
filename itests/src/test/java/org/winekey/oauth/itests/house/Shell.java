// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.winekey.oauth.itests.support.Keycloak;

/** A person at the shell, with a terminal and therefore with a history. */
final class Shell {
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/oauth/go/[\\w-]+");

    private Shell() {}

    /** Asks for the one-time link of a client. */
    static URI authorize(House house, String client) {
        String screen = house.karaf().terminal("oauth:authorize " + client);
        var link = LINK.matcher(screen);
        assertThat(link.find()).as("a link in: %s", screen).isTrue();
        return URI.create(link.group());
    }

    /** Goes to Keycloak through the link, then pastes the address where the browser ended. */
    static URI complete(House house, URI link, Keycloak.User user) {
        var browser = house.operator();
        URI address = browser.signInAtKeycloak(browser.depart(link), user);
        assertThat(house.karaf().terminal("oauth:complete", address.toString())).contains("signed in");
        return address;
    }

    /** The file where Karaf keeps what was typed. */
    static Path history(House house) {
        try (Stream<Path> found = Files.walk(house.karaf().home().resolve(".karaf"))) {
            return found.filter(file -> file.getFileName().toString().contains("history"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the shell keeps no history"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
