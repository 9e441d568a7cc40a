// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.error;
import static org.winekey.oauth.core.token.House.HOUR;
import static org.winekey.oauth.core.token.House.registration;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.TokenResult.Misconfigured;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.secret.Secret;

/** What a change of settings does to a grant that is held. */
@Timeout(20)
final class KeeperSettingsTest {

    private static final FakeProvider.Behaviour KNOWS_ITS_CLIENT =
            (provider, form) -> "right".equals(form.get("client_secret"))
                    ? FakeProvider.WELL.answer(provider, form)
                    : error(401, "invalid_client").answer(provider, form);

    private final House house = new House();

    private House expired() {
        return house.signedIn(house.grant(Duration.ofHours(2), HOUR)).configured();
    }

    private House valid() {
        return house.signedIn(house.grant(Duration.ZERO, HOUR)).configured();
    }

    @Test
    @Tag("R-070")
    void wrongSecret_thenRightSecret_healsWithoutASignIn() {
        house.provider.always(KNOWS_ITS_CLIENT);
        assertThat(expired().token())
                .isInstanceOfSatisfying(
                        Misconfigured.class, wrong -> assertThat(wrong.key()).isEqualTo(".client_secret"));
        assertThat(house.keeper().status().key()).contains(".client_secret");
        assertThat(house.stored().orElseThrow().ended()).isNull();

        house.configured(new ClientTerms.Ready(registration("id-1", "right")));

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(house.stored().orElseThrow().registration().clientSecret()).isEqualTo(Secret.of("right"));
        assertThat(house.told).containsExactly("music true");
    }

    @Test
    @Tag("R-070")
    void settingsCorrected_whoAsksAtOnce_isNotToldTheOldFault() {
        house.provider.always(KNOWS_ITS_CLIENT);
        assertThat(expired().token()).isInstanceOf(Misconfigured.class);

        house.keepers.configure(House.CLIENT, new ClientTerms.Ready(registration("id-1", "right")));

        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    @Tag("R-070")
    void wrongSecret_isNotRetriedInALoop() {
        house.provider.always(KNOWS_ITS_CLIENT);
        expired();
        for (var minute = 0; minute < 24 * 60; minute++) {
            house.token();
            house.pass(Duration.ofMinutes(1));
        }

        assertThat(house.posts()).isLessThan(80);
        assertThat(house.stored()).isPresent();
    }

    @Test
    @Tag("R-070")
    void secretCorrectedWhileTheRefreshWasOut_theOldVerdictIsNotRemembered() {
        house.provider.always(KNOWS_ITS_CLIENT).latency(Duration.ofSeconds(2));
        expired().untilPosted();

        house.keepers.configure(House.CLIENT, new ClientTerms.Ready(registration("id-1", "right")));

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.posts()).isEqualTo(2);
        assertThat(house.provider.mostInFlight()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_client, .client_secret",
        "unauthorized_client, client_id",
        "invalid_scope, scope",
        "unsupported_grant_type, token_endpoint",
        "what_is_this, token_endpoint"
    })
    @Tag("R-070")
    void refusedClient_theKeyIsNamed(String error, String key) {
        house.provider.always(error(400, error));

        assertThat(expired().token())
                .isInstanceOfSatisfying(
                        Misconfigured.class, wrong -> assertThat(wrong.key()).isEqualTo(key));
    }

    @Test
    @Tag("R-070")
    void refusedClient_forDays_isAPersonsMatterButNothingIsLost() {
        house.provider.always(error(400, "invalid_request"));
        expired();
        house.token();

        house.pass(Duration.ofDays(2));

        assertThat(house.token()).isInstanceOf(SignInRequired.class);
        var posts = house.posts();
        house.pass(Duration.ofDays(5));
        assertThat(house.posts() - posts).isBetween(4, 6);
        assertThat(house.stored().orElseThrow().ended()).isNull();
    }

    @Test
    @Tag("R-073")
    void newClientId_theOldGrantGoesOnWithTheRegistrationThatGotIt() {
        house.signedIn(house.grant(Duration.ofHours(2), HOUR));
        house.configured(new ClientTerms.Ready(registration("id-2", "other")));

        assertThat(house.text()).isEqualTo("access-1");

        var post = house.provider.posts().get(0);
        assertThat(post.form()).containsEntry("client_id", "id-1").containsEntry("client_secret", "s3cret");
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(house.keeper().status().reason()).contains("id-1").contains("next sign-in");
        assertThat(house.keeper().report().grantedTo()).contains("id-1");
        assertThat(house.stored().orElseThrow().registration().clientId()).isEqualTo("id-1");
    }

    @Test
    @Tag("R-073")
    void newTokenEndpoint_receivesNothingOld() {
        house.signedIn(house.grant(Duration.ofHours(2), HOUR));
        house.configured(new ClientTerms.Ready(registration("id-1", "s3cret", "https://evil.example/token")));

        assertThat(house.token()).isInstanceOf(Granted.class);
        house.pass(Duration.ofDays(1));

        assertThat(house.provider.posts())
                .isNotEmpty()
                .allSatisfy(post -> assertThat(post.uri()).isEqualTo("https://as.example/token"));
    }

    @Test
    @Tag("R-073")
    void oldRegistrationRefused_needsASignIn() {
        house.provider.always(error(401, "invalid_client"));
        house.signedIn(house.grant(Duration.ofHours(2), HOUR));
        house.configured(new ClientTerms.Ready(registration("id-2", "other")));

        assertThat(house.token()).isInstanceOf(SignInRequired.class);
    }

    @Test
    void emptiedSettings_theGrantGoesOn() {
        valid();

        house.configured(new ClientTerms.Wrong("client_id", "is missing"));

        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.keeper().status().code()).isEqualTo(Code.MISCONFIGURED);
        assertThat(house.keeper().status().key()).contains("client_id");
        house.pass(Duration.ofHours(3));
        assertThat(house.token()).isInstanceOf(Granted.class);
        assertThat(house.posts()).isPositive();
        assertThat(house.told).containsExactly("music true");
    }

    @Test
    void wrongSettings_withoutAGrant_isMisconfigured() {
        house.configured(new ClientTerms.Wrong("client_id", "is missing"));

        assertThat(house.token()).isEqualTo(new Misconfigured("client_id", "is missing"));
    }

    @Test
    void providerNotKnownYet_withoutAGrant_isUnavailableWithTheReason() {
        house.configured(new ClientTerms.Awaiting("the issuer has not answered yet"));

        assertThat(house.token()).isEqualTo(new Unavailable("the issuer has not answered yet", null));
        assertThat(house.keeper().status().code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(house.keeper().status().reason()).isEqualTo("the issuer has not answered yet");
    }

    @Test
    void providerNotKnownYet_theGrantGoesOn() {
        expired().configured(new ClientTerms.Awaiting("the issuer has not answered yet"));

        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.keeper().status().reason()).isEqualTo("the issuer has not answered yet");
    }

    @Test
    void disabled_withdrawsAtOnceAndSendsNothing() {
        valid();

        house.keepers.configure(House.CLIENT, new ClientTerms.Disabled());

        assertThat(house.token())
                .isInstanceOfSatisfying(
                        Misconfigured.class, wrong -> assertThat(wrong.key()).isEqualTo("enabled"));
        house.pass(Duration.ofDays(1));
        assertThat(house.posts()).isZero();
        assertThat(house.keeper().status().code()).isEqualTo(Code.DISABLED);
        assertThat(house.told).containsExactly("music true", "music false");

        house.configured();
        assertThat(house.text()).isEqualTo("access-1");
        assertThat(house.told).endsWith("music true");
    }

    @Test
    void disabled_noNextRefreshIsForetold() {
        valid();
        assertThat(house.keeper().report().nextRefreshAt()).isPresent();

        house.configured(new ClientTerms.Disabled());

        assertThat(house.keeper().report().nextRefreshAt()).isEmpty();
        assertThat(house.configured().keeper().report().nextRefreshAt()).isPresent();
    }

    @Test
    void disabled_somebodySignsInMeanwhile_theNewGrantCounts() {
        valid();
        house.configured(new ClientTerms.Disabled());

        house.signedIn("00000000000000000000000000000002", house.grant(Duration.ofHours(2), HOUR));
        house.scheduler.settle();
        house.configured();

        assertThat(house.text()).isEqualTo("access-1");
    }

    @Test
    void deleted_theGrantWaitsForTheNameToReturn() {
        valid();

        house.keepers.configure(House.CLIENT, new ClientTerms.Absent());

        assertThat(house.token()).isInstanceOf(Misconfigured.class);
        house.scheduler.settle();
        assertThat(house.keeper().report().hasGrant()).isTrue();
        house.configured();
        assertThat(house.text()).isEqualTo("access-0");
        assertThat(house.posts()).isZero();
    }

    @Test
    void settings_sameAgain_changeNothing() {
        house.provider.always(error(400, "invalid_request"));
        expired().token();

        for (var time = 0; time < 50; time++) {
            house.configured();
        }

        assertThat(house.posts()).isEqualTo(1);
    }

    @Test
    void settingsChanged_endBackOff() {
        house.provider.next(FakeProvider.fails(false, Fault.DNS));
        assertThat(expired().token()).isInstanceOf(Unavailable.class);

        house.configured(new ClientTerms.Ready(registration("id-1", "other")));

        assertThat(house.text()).isEqualTo("access-1");
    }
}
