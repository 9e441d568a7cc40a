// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.itests.house.PlainHouse.CLIENT;
import static org.winekey.oauth.itests.support.FelixProcess.EVENTS;
import static org.winekey.oauth.itests.support.FelixProcess.HEALTH;
import static org.winekey.oauth.itests.support.Keycloak.ANNA;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.winekey.oauth.itests.support.FelixProcess;

/** Core and page in a Felix that is no Karaf: whole sign-ins, on the JDK of the build and on 25, with bundles in any order. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class PlainFelixIT {
    private static final Path OWN_JAVA = Path.of(System.getProperty("java.home"));
    private static final int ORDERS = Integer.getInteger("itest.orders", 3);
    private static final long SEED = Long.getLong("itest.seed", System.nanoTime());

    static Stream<Path> javas() {
        return Stream.concat(
                Stream.of(OWN_JAVA),
                Stream.of(System.getProperty("itest.jdk25", ""))
                        .filter(home -> !home.isBlank())
                        .map(Path::of));
    }

    @ParameterizedTest
    @MethodSource("javas")
    void signIn_withoutKaraf_givesATokenThatKeycloakHonoursAndIsKept(Path java) {
        try (var house = new PlainHouse("plain", java)) {
            var untilPage = house.startWith(all());
            long begin = System.nanoTime();
            house.operator().signIn(CLIENT, ANNA);
            assertThat(house.introspectedToken()).containsEntry("active", true).containsEntry("username", ANNA.name());
            var signIn = Duration.ofNanos(System.nanoTime() - begin);
            String session = house.probe().token(CLIENT).session();

            var untilPageAgain = house.restart();

            assertThat(house.probe().awaitToken(CLIENT).session()).isEqualTo(session);
            assertThat(house.operator().refresh(CLIENT)).contains("is well");
            assertThat(house.introspectedToken()).containsEntry("active", true);
            assertThat(house.felix().log()).doesNotContain("ERROR", "no EventAdmin");
            System.out.printf(
                    "felix: JDK %s, page after %d ms, sign-in in %d ms, page after a restart %d ms%n",
                    FelixProcess.javaVersion(java), untilPage.toMillis(), signIn.toMillis(), untilPageAgain.toMillis());
        }
    }

    @Test
    void bundles_inAnyOrderAndWithoutWhatIsOptional_handOutTokensAllTheSame() {
        var random = new Random(SEED);
        try (var house = new PlainHouse("shuffled", OWN_JAVA)) {
            house.startWith(FelixProcess.needed());
            assertThat(house.felix().log()).contains("no EventAdmin");
            house.operator().signIn(CLIENT, ANNA);
            String session = house.probe().awaitToken(CLIENT).session();

            for (int order = 0; order < ORDERS; order++) {
                var bundles = shuffled(random);
                house.startWith(bundles);

                var which = "seed %d, order %d: %s".formatted(SEED, order, bundles);
                assertThat(house.probe().awaitToken(CLIENT).session()).as(which).isEqualTo(session);
                assertThat(house.operator().refresh(CLIENT)).as(which).contains("is well");
                assertThat(house.introspectedToken()).as(which).containsEntry("active", true);
            }
        }
        System.out.printf("felix: %d orders of bundles from seed %d%n", ORDERS, SEED);
    }

    private static List<Path> all() {
        return Stream.concat(FelixProcess.needed().stream(), Stream.of(EVENTS, HEALTH))
                .toList();
    }

    /** In any order, each of the optional ones there or not. */
    private static List<Path> shuffled(Random random) {
        var bundles = new ArrayList<>(FelixProcess.needed());
        Stream.of(EVENTS, HEALTH).filter(optional -> random.nextBoolean()).forEach(bundles::add);
        Collections.shuffle(bundles, random);
        return bundles;
    }
}
