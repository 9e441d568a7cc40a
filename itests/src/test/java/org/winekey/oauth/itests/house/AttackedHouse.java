// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.winekey.oauth.itests.support.Keycloak;

/** One Karaf for all the tests that attack it with browsers: started when first asked for, gone with this JVM. */
final class AttackedHouse {
    /** What comes of a sign-in at the provider that no browser of the test has to see. */
    private static final List<String> CLIENTS = List.of(
            "stolen",
            "injected",
            "replayed",
            "swap-one",
            "swap-other",
            "watched",
            "pressed",
            "framed",
            "fetched",
            "script",
            "fetched-ahead",
            "honest",
            "led",
            "declined",
            "accepted",
            "pasted");

    /** The password of the second administrator. */
    static final String SECOND_PASSWORD = "cnry-password-karaf-second-Lp4xGs";

    private AttackedHouse() {}

    /** The running house with all its clients. */
    static House shared() {
        return Shared.HOUSE;
    }

    /** Signs in at the provider out of sight of the browser under test; returns the redirect home, not followed. */
    static URI consent(URI authorization, Keycloak.User user) {
        return shared().keycloak().newVisitor().signIn(authorization, user);
    }

    private static House started() {
        var house = new House("attacked");
        for (String client : CLIENTS) {
            house.client(client, Keycloak.BASIC);
        }
        house.client("markup", Keycloak.BASIC, Map.of("client_id", "<img src=x onerror=alert(1)>\"'"));
        var device = Map.of(
                ".client_secret", Keycloak.DEVICE.secretOrFail(),
                "device_authorization_endpoint",
                        house.keycloak().deviceEndpoint().toString());
        house.client("on-device", Keycloak.DEVICE, device);
        house.client("doors", Keycloak.DEVICE, device);
        house.karaf().set("users.properties", "second", SECOND_PASSWORD + ",_g_:admingroup");
        return house.start();
    }

    private static final class Shared {
        static final House HOUSE = started();
    }
}
