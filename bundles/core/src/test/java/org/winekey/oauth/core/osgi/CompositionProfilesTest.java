// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.spi.ProviderProfile;

/** The whole house with bundles that bring provider profiles. */
class CompositionProfilesTest extends ComposedHouse {

    private static final String A = "org.example.a";
    private static final String JSON = "{\"title\":\"Cellar\",\"documentation\":\"https://cellar.example/docs\","
            + "\"setup\":\"Register an application.\",\"settings\":{"
            + "\"authorization_endpoint\":\"https://cellar.example/authorize\","
            + "\"token_endpoint\":\"https://cellar.example/token\"},\"relaxes\":[]}";
    private static final Map<String, Object> NAMES_IT = Map.of("provider", "cellar", "client_id", "id");

    private abstract static class Cellar implements ProviderProfile {

        @Override
        public String name() {
            return "cellar";
        }
    }

    private static final ProviderProfile GOOD = new Cellar() {
        @Override
        public String json() {
            return JSON;
        }
    };

    private FakeFramework.Entry offer(ProviderProfile profile) {
        return framework.register(A, ProviderProfile.class.getName(), profile, Map.of());
    }

    private TokenResult answer() {
        return service(A).client("spotify").token();
    }

    @Test
    void profile_ofABundle_servesItsClientsUntilItGoes() {
        start(Map.of());
        deliver(PID, NAMES_IT);
        assertThat(answer()).isInstanceOf(TokenResult.Misconfigured.class);

        var profile = offer(GOOD);
        scheduler.settle();
        assertThat(answer()).isInstanceOf(TokenResult.SignInRequired.class);

        profile.registration.unregister();
        scheduler.settle();
        assertThat(answer())
                .isInstanceOfSatisfying(
                        TokenResult.Misconfigured.class,
                        refused -> assertThat(refused.key()).isEqualTo("provider"));
    }

    @Test
    void profile_thereBeforeTheService_isTakenIn() {
        offer(GOOD);

        start(Map.of());
        deliver(PID, NAMES_IT);

        assertThat(answer()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    void profile_always_isAskedOnAGuestThread() {
        var guests = new ArrayList<Boolean>();
        var curious = new ProviderProfile() {
            @Override
            public String name() {
                guests.add(onGuestThread);
                return "cellar";
            }

            @Override
            public String json() {
                guests.add(onGuestThread);
                return JSON;
            }
        };
        var early = offer(curious);

        start(Map.of());
        early.registration.unregister();
        offer(curious);
        scheduler.settle();

        assertThat(guests).containsExactly(true, true, true, true);
    }

    @Test
    void profile_thatCannotBeLinked_stopsNothing() {
        offer(new Cellar() {
            @Override
            public String json() {
                throw new NoClassDefFoundError("org/example/Gone");
            }
        });

        start(Map.of());
        deliver(PID, NAMES_IT);
        assertThat(answer()).isInstanceOf(TokenResult.Misconfigured.class);

        offer(GOOD);
        scheduler.settle();
        assertThat(answer()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    void profile_withdrawnWhileItAnswers_isNotTakenIn() {
        start(Map.of());
        var entries = new ArrayList<FakeFramework.Entry>();
        entries.add(offer(new Cellar() {
            @Override
            public String json() {
                entries.get(0).registration.unregister();
                return JSON;
            }
        }));
        scheduler.settle();

        deliver(PID, NAMES_IT);

        assertThat(answer()).isInstanceOf(TokenResult.Misconfigured.class);
    }
}
