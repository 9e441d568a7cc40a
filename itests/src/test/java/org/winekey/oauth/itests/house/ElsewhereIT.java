// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;
import static org.winekey.oauth.itests.support.Keycloak.BERT;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.winekey.oauth.itests.support.Pictures;

/** Sign-ins that one browser starts and another finishes; each door has its picture taken here. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ElsewhereIT {
    private static final House HOUSE = AttackedHouse.shared();
    private static Resident admin;
    private static Resident guest;

    @BeforeAll
    static void open() {
        admin = Resident.admin(HOUSE);
        guest = Resident.guest(HOUSE);
    }

    @AfterAll
    static void close() {
        admin.close();
        guest.close();
    }

    @Test
    @Tag("R-026")
    void link_finishedByAGuest_waitsUntilAnAdministratorDeclines() {
        URI link = admin.qr("declined");
        guest.browser().go(link);
        URI callback = AttackedHouse.consent(guest.goOn(), BERT);

        assertThat(guest.visit(callback)).doesNotContain("Signed in");

        assertThat(HOUSE.probe().token("declined").isGranted()).isFalse();
        admin.press("declined", "decline").awaitText("was declined");
        assertThat(HOUSE.probe().token("declined").isGranted()).isFalse();
    }

    @Test
    @Tag("R-026")
    void link_finishedOnThePhone_isInUseOnceAccepted() {
        guest.browser().go(admin.qr("accepted"));
        Pictures.take(guest.browser(), "door-callback", 600);
        guest.visit(AttackedHouse.consent(guest.goOn(), ANNA));

        admin.browser().go(HOUSE.karaf().uri("/oauth#client-accepted")).awaitText("waits for acceptance");
        Pictures.take(admin.browser(), "acceptance");
        admin.press("accepted", "accept").awaitText("Signed in");

        assertThat(HOUSE.probe().awaitToken("accepted").isGranted()).isTrue();
    }

    @Test
    void link_ofAnOlderSignIn_leadsNowhere() {
        URI older = admin.qr("accepted");
        admin.authenticate("accepted");

        assertThat(guest.visit(older)).contains("This link leads nowhere");
    }

    @Test
    @Tag("R-026")
    void address_pastedByTheStarter_signsInAtOnce() {
        URI callback = AttackedHouse.consent(admin.leave("pasted"), ANNA);
        admin.browser().go(HOUSE.karaf().uri("/oauth/client/pasted/signin")).type("#address", callback.toString());

        admin.browser().click("form[action$='/paste'] button").awaitText("Signed in");

        assertThat(HOUSE.probe().awaitToken("pasted").isGranted()).isTrue();
    }

    @Test
    @Tag("R-088")
    @Tag("R-107")
    void deviceCode_shownToWhoStarted_isShownToNobodyElse() {
        admin.press("on-device", "device").awaitText("On any device, open the address below");
        String code = admin.browser().element(".user-code").getText();
        assertThat(code).isNotBlank();
        assertThat(admin.browser().source()).contains("<svg");

        guest.logInAs(HOUSE.karaf().uri("/"), "second", AttackedHouse.SECOND_PASSWORD);

        guest.browser()
                .go(HOUSE.karaf().uri("/oauth/client/on-device/signin"))
                .awaitText("begun elsewhere or by somebody else");
        assertThat(guest.browser().source()).doesNotContain(code).doesNotContain("<svg");
    }
}
