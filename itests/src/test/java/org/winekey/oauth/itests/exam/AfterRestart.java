// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.After;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.winekey.oauth.itests.support.Await;
import org.winekey.oauth.itests.support.Canaries;
import org.winekey.oauth.itests.support.Keycloak;

/** The second of three Karafs on one token store: has a token although nobody signs in. */
@ExamReactorStrategy(PerClass.class)
public class AfterRestart extends ContainerTest {

    @Override
    @Configuration
    public Option[] configuration() {
        return Cellar.options(getClass());
    }

    /** The next Karaf is on another machine. */
    @After
    public void changeTheMachine() {
        Cellar.note(Cellar.MACHINE, "board-two");
    }

    @Test
    public void secondKaraf_withoutSignIn_handsOutTokensOfTheSameSession() {
        var client = configured(Cellar.CLIENT);

        var first = granted(client).value();
        var claims = keycloak().introspect(first);

        assertThat(claims).containsEntry("active", true).containsEntry("sid", Cellar.note("session"));
        Await.until("refreshed", SOON, () -> !granted(client).value().equals(first));
        assertThat(keycloak().isActive(granted(client).value())).isTrue();
        assertThat(keycloak().activeSessions(Keycloak.SHORT)).isEqualTo(1);
    }

    @Test
    public void store_onDisk_holdsNoTokenInClear() {
        var token = granted(configured(Cellar.CLIENT)).value();
        var secrets = Map.of("access token", token, "client secret", Keycloak.SHORT.secretOrFail());

        assertThat(new Canaries(secrets).in(Cellar.folder())).isEqualTo(Set.of());
    }
}
