// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import org.winekey.oauth.core.profile.Profile;
import org.winekey.oauth.core.profile.ProfileException;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.settings.ClientBook;
import org.winekey.oauth.core.settings.Keys;

/** Profiles that a bundle brings: any document, and a client that names it. */
public final class ProfileTarget {

    private static final String NAME = "fuzzed";
    private static final String BUNDLE = "org.example.bundle";
    private static final Set<String> MEMBERS =
            Set.of("title", "documentation", "setup", "extends", "variables", "settings", "relaxes");
    private static final int MOST_TEXT = 500;
    private static final Profiles SHIPPED = new Profiles();

    private ProfileTarget() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        var json = new String(input, UTF_8);
        Guard.within(64, () -> check(json));
    }

    private static void check(String json) {
        var profiles = new Profiles();
        try {
            profiles.add(NAME, BUNDLE, json);
            check(profiles.find(NAME).orElseThrow(), json);
            profiles.resolve(NAME);
        } catch (ProfileException e) {
            Claim.shown(e.getMessage(), MOST_TEXT, "a complaint");
        }
        checkClient(profiles);
        checkShipped(profiles);
    }

    private static void check(Profile profile, String json) {
        var document = PlainJson.read(Escapes.utf8(json.getBytes(UTF_8)).orElse(""));
        Claim.that(document.isPresent() && !document.get().repeats(), "what is no JSON is a profile");
        Claim.that(MEMBERS.containsAll(document.get().members().keySet()), "a member that nobody reads is passed over");
        Claim.that(
                profile.facts().title().equals(document.get().members().get("title")), "another title than is written");
        Claim.that(
                document.get().members().get("settings") instanceof Map<?, ?> settings
                        && settings.keySet().equals(profile.facts().settings().keySet()),
                "other settings than are written");
        Claim.that(!profile.isShipped(), "a bundle's profile passes for one that came along");
    }

    @SuppressWarnings("JdkObsolete")
    private static void checkClient(Profiles profiles) {
        var book = new ClientBook(
                (file, cap) -> {
                    throw new IOException("no such file");
                },
                profiles);
        var own = Map.of("provider", NAME, "client_id", "id-1", ".client_secret", SettingsTarget.CANARY);
        book.put(Keys.CLIENT_FACTORY_PID + "~spotify", new Hashtable<>(own), false);
        var settings =
                book.settings("spotify", URI.create("http://127.0.0.1:8181")).orElseThrow();
        Claim.hides(settings.card(), SettingsTarget.CANARY);
        settings.registered().ifPresent(ProfileTarget::check);
    }

    /** What a person alone decides. */
    private static void check(Registration registration) {
        Claim.that(registration.route().equals(Route.PUBLIC), "a bundle's profile opens a way");
        Claim.that(registration.grantType() != GrantType.PASSWORD, "a bundle's profile asks for passwords");
        Claim.that(registration.clientId().equals("id-1"), "a bundle's profile decides who we are");
        Claim.hides(registration, SettingsTarget.CANARY);
    }

    /** No document changes a profile that came along. */
    private static void checkShipped(Profiles profiles) {
        try {
            Claim.that(profiles.find("spotify").equals(SHIPPED.find("spotify")), "a profile that came along changed");
            profiles.add("spotify", BUNDLE, "{}");
            throw new AssertionError("a profile that came along can be replaced");
        } catch (ProfileException e) {
            Claim.that(profiles.names().containsAll(SHIPPED.names()), "a profile that came along is gone");
        }
    }
}
