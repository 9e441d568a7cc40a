// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.token.FakeProvider.error;
import static org.winekey.oauth.core.token.FakeProvider.fails;
import static org.winekey.oauth.core.token.FakeProvider.status;
import static org.winekey.oauth.core.token.House.HOUR;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult.Granted;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.secret.Secret;

/** A person asks what the provider says of the token (RFC 7662). */
@Timeout(20)
@Tag("R-077")
final class KeeperIntrospectionTest {

    private static final String ENDPOINT = "https://as.example/introspect";

    private final House house = new House();

    private static Registration registration(@Nullable String introspection) {
        return new Registration(
                House.CLIENT,
                "id-1",
                Secret.of("s3cret"),
                ClientAuthentication.POST,
                "https://as.example",
                new Registration.Endpoints(
                        URI.create("https://as.example/authorize"),
                        URI.create("https://as.example/token"),
                        null,
                        null,
                        null,
                        introspection == null ? null : URI.create(introspection),
                        null),
                List.of("play"),
                "http://127.0.0.1:8181/oauth/callback/music",
                Map.of(),
                Map.of());
    }

    private House signedIn(@Nullable String introspection, Grant.@Nullable Quarantine quarantine) {
        var now = house.time.now();
        var grant = new Grant(
                registration(introspection),
                Secret.of("access-0"),
                Secret.of("refresh-0"),
                Set.of("play"),
                now,
                now.plus(HOUR),
                now,
                0,
                null,
                false,
                quarantine,
                null,
                null);
        return house.signedIn(grant).configured(new ClientTerms.Ready(registration(introspection)));
    }

    private static FakeProvider.Behaviour says(String body) {
        return status(200, "application/json", body, Map.of());
    }

    @Test
    void introspect_active_tellsScopesAndExpiry() {
        signedIn(ENDPOINT, null).provider.always(says("{\"active\":true,\"scope\":\"play read\",\"exp\":1800000000}"));

        var told = house.keeper().introspect();

        assertThat(told.kind()).isEqualTo(Inquiry.Kind.ACTIVE);
        assertThat(told.scopes()).containsExactlyInAnyOrder("play", "read");
        assertThat(told.expiry()).contains(Instant.ofEpochSecond(1_800_000_000));
    }

    @Test
    void introspect_asksAsTheClient_withTheTokenInTheBodyAlone() {
        signedIn(ENDPOINT, null).provider.always(says("{\"active\":true}"));

        var unused = house.keeper().introspect();

        assertThat(house.provider.posts()).singleElement().satisfies(post -> {
            assertThat(post.uri()).isEqualTo(ENDPOINT);
            assertThat(post.headers().toString()).doesNotContain("access-0");
            assertThat(post.form())
                    .containsEntry("token", "access-0")
                    .containsEntry("token_type_hint", "access_token")
                    .containsEntry("client_id", "id-1")
                    .containsEntry("client_secret", "s3cret");
        });
    }

    @Test
    void introspect_inactive_changesNothing() {
        signedIn(ENDPOINT, null).provider.always(says("{\"active\":false}"));

        var told = house.keeper().introspect();

        assertThat(told.kind()).isEqualTo(Inquiry.Kind.INACTIVE);
        house.scheduler.settle();
        assertThat(house.provider.posts()).hasSize(1);
        assertThat(house.token()).isInstanceOf(Granted.class);
        assertThat(house.stored()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"active\":\"true\"}",
                "{\"active\":1}",
                "{\"active\":null}",
                "{}",
                "[]",
                "true",
                "<html>",
                "{\"error\":\"invalid_request\",\"active\":true}"
            })
    void introspect_whatIsNoBoolean_isNoAnswer(String body) {
        signedIn(ENDPOINT, null).provider.always(says(body));

        assertThat(house.keeper().introspect().kind()).isEqualTo(Inquiry.Kind.UNANSWERED);

        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void introspect_refused_saysWhyWithoutTheTokenAndChangesNothing(int status) {
        signedIn(ENDPOINT, null).provider.always(error(status, "invalid_grant access-0"));

        var told = house.keeper().introspect();

        assertThat(told.kind()).isEqualTo(Inquiry.Kind.UNANSWERED);
        assertThat(told.toString()).contains("invalid_grant ***").doesNotContain("access-0");
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void introspect_nobodyAnswers_asksOnceAndChangesNothing() {
        signedIn(ENDPOINT, null).provider.always(fails(true, Fault.DEADLINE));

        assertThat(house.keeper().introspect().kind()).isEqualTo(Inquiry.Kind.UNANSWERED);

        assertThat(house.provider.posts()).hasSize(1);
        assertThat(house.token()).isInstanceOf(Granted.class);
    }

    @Test
    void introspect_askedAgain_isAskedAnew() {
        signedIn(ENDPOINT, null).provider.next(says("{\"active\":true}")).always(says("{\"active\":false}"));

        assertThat(house.keeper().introspect().kind()).isEqualTo(Inquiry.Kind.ACTIVE);

        assertThat(house.keeper().introspect().kind()).isEqualTo(Inquiry.Kind.INACTIVE);
    }

    @Test
    void introspect_notOffered_sendsNothing() {
        signedIn(null, null);

        assertThat(house.keeper().introspect().kind()).isEqualTo(Inquiry.Kind.NOT_OFFERED);

        assertThat(house.provider.posts()).isEmpty();
    }

    @Test
    void introspect_inQuarantine_sendsNothing() {
        signedIn(
                ENDPOINT,
                new Grant.Quarantine("clone-1", "a copy", house.time.now().minus(Duration.ofMinutes(1))));

        assertThat(house.keeper().introspect().kind()).isEqualTo(Inquiry.Kind.QUARANTINED);

        assertThat(house.provider.posts()).isEmpty();
    }

    @Test
    void introspect_storeCouldNotBeReadBefore_readsItAndHandsOutItsTokenToo() {
        signedIn(ENDPOINT, null).provider.always(says("{\"active\":true}"));
        house.store.readsFail(new IOException("input/output error"));
        house.restarted().configured(new ClientTerms.Ready(registration(ENDPOINT)));
        house.store.readsFail(null);

        assertThat(house.keeper().introspect().kind()).isEqualTo(Inquiry.Kind.ACTIVE);

        assertThat(house.keeper().usable()).isNotNull();
        assertThat(house.keeper().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void introspect_nothingHeld_saysSo() {
        house.configured(new ClientTerms.Ready(registration(ENDPOINT)));

        assertThat(house.keeper().introspect().kind()).isEqualTo(Inquiry.Kind.NOTHING_HELD);
    }
}
