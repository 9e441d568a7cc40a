// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.winekey.oauth.ClientStatus.Code;

/** The third of three Karafs on one token store, on another machine: refreshes nothing until a person allows it. */
@ExamReactorStrategy(PerClass.class)
public class AfterMove extends ContainerTest {

    private static final Pattern BATCH = Pattern.compile("clone-[0-9a-f]{6}");

    @Override
    @Configuration
    public Option[] configuration() {
        return Cellar.options(getClass());
    }

    @Test
    public void thirdKaraf_onAnotherMachine_refreshesNothingUntilReleased() throws Exception {
        var client = configured(Cellar.CLIENT);
        awaitStatus(client, Code.QUARANTINED);
        assertThat(console().run("oauth:list")).contains("QUARANTINED");
        assertThat(console().run("oauth:refresh " + Cellar.CLIENT)).contains("QUARANTINED");
        var listed = BATCH.matcher(console().run("oauth:release"));
        assertThat(listed.find()).isTrue();

        var screen = console().run("oauth:release --yes " + listed.group());

        assertThat(screen).contains(Cellar.CLIENT + " AUTHORIZED");
        assertThat(keycloak().isActive(granted(client).value())).isTrue();
        assertThat(console().run("oauth:release")).contains("Nothing is in quarantine");
    }
}
