// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.BERT;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.crash.Place;
import org.winekey.oauth.itests.support.Keycloak;
import org.winekey.oauth.spi.RecordKind;

/** An administrator of the provider ends a person's session; the store is looked into before and after. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EndedSessionIT {
    private static final String CLIENT = "ended";

    private static final House HOUSE = AttackedHouse.shared();
    private static final Keycloak KEYCLOAK = HOUSE.keycloak();

    @BeforeAll
    static void configure() {
        HOUSE.client(CLIENT, Keycloak.SHORT);
        HOUSE.operator().awaitRow(CLIENT, "/authenticate");
    }

    @Test
    @Tag("R-068")
    void grant_endedByTheProvider_isKeptAndSetAsideByTheNextSignIn() throws IOException {
        HOUSE.operator().signIn(CLIENT, BERT);
        HOUSE.probe().awaitToken(CLIENT);

        KEYCLOAK.signOutEverywhere(BERT);

        HOUSE.probe().awaitResult(CLIENT, "SignInRequired");
        assertThat(HOUSE.karaf().shell("oauth:status " + CLIENT)).containsPattern("SIGN_IN_REQUIRED \\(PERSON\\)");
        var ended = grant(RecordKind.GRANT).orElseThrow();
        assertThat(ended.ended()).extracting(Grant.Ended::kind).isEqualTo("DEAD");
        assertThat(ended.refreshToken()).isNotNull();

        HOUSE.operator().signIn(CLIENT, BERT);

        HOUSE.probe().awaitToken(CLIENT);
        assertThat(grant(RecordKind.GRANT).orElseThrow().ended()).isNull();
        var aside = grant(RecordKind.SET_ASIDE).orElseThrow();
        assertThat(aside.refreshToken()).isEqualTo(ended.refreshToken());
        assertThat(aside.ended()).isNotNull();
    }

    private static Optional<Grant> grant(RecordKind kind) throws IOException {
        var home = HOUSE.karaf().home();
        var place = new Place(home.resolve("oauth"), home.resolve("etc/org.winekey.oauth.key"));
        return place.look(vault -> {
            try {
                var entry = vault.read(CLIENT, kind);
                return entry.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Grants.decode(entry.get().content()));
            } catch (JsonException e) {
                throw new IOException("the " + kind + " of " + CLIENT + " cannot be read", e);
            }
        });
    }
}
