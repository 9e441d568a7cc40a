// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.winekey.oauth.itests.support.Keycloak;

/** The first of three Karafs on one token store: signs in and goes. */
@ExamReactorStrategy(PerClass.class)
public class BeforeRestart extends ContainerTest {

    @Override
    @Configuration
    public Option[] configuration() {
        return Cellar.options(getClass());
    }

    @Test
    public void firstKaraf_signsIn() {
        keycloak().signOutEverywhere(Keycloak.ANNA);
        var client = configured(Cellar.CLIENT);

        person(Keycloak.ANNA).signIn(Cellar.CLIENT);

        var claims = keycloak().introspect(granted(client).value());
        assertThat(claims).containsEntry("active", true);
        Cellar.note("session", String.valueOf(claims.get("sid")));
    }
}
