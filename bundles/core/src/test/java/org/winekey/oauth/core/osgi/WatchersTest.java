// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.goodWith;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.StandardMBean;
import javax.management.openmbean.TabularData;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.seam.HttpTransport;

/** What JMX and health checks show of a house. */
final class WatchersTest extends ComposedHouse {

    private static final String SPOTIFY = "org.winekey.oauth:type=Clients,name=spotify";
    private static final String SERVICE = "org.winekey.oauth:type=Service";

    private boolean providerFails;

    @Override
    CompletableFuture<HttpTransport.Outcome> provider(HttpTransport.Call call) {
        return providerFails
                ? CompletableFuture.completedFuture(new HttpTransport.Answered(500, Map.of(), "down".getBytes(UTF_8)))
                : super.provider(call);
    }

    private Object shown(String bean, String attribute) {
        try {
            return beans.getAttribute(new ObjectName(bean), attribute);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> names() {
        try {
            return beans.queryNames(new ObjectName("org.winekey.oauth:*"), null).stream()
                    .map(ObjectName::toString)
                    .sorted()
                    .toList();
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private Result health() {
        return ((HealthCheck) framework.service(HealthCheck.class).orElseThrow().service).execute();
    }

    private static String text(Result result) {
        var lines = new ArrayList<String>();
        for (ResultLog.Entry entry : result) {
            lines.add(entry.getMessage());
        }
        return String.join("\n", lines);
    }

    @Test
    void bean_ofAClientWithoutGrant_saysWhoHasToAct() {
        startWithSpotify();

        assertThat(shown(SPOTIFY, "Status")).isEqualTo("SIGN_IN_REQUIRED");
        assertThat(shown(SPOTIFY, "Audience")).isEqualTo("PERSON");
        assertThat(shown(SPOTIFY, "RetryAt")).isNull();
        assertThat(shown(SPOTIFY, "Key")).isNull();
        assertThat(shown(SERVICE, "Clients")).isEqualTo(1);
        assertThat(((TabularData) shown(SERVICE, "Audiences")).containsKey(new Object[] {"PERSON"}))
                .isTrue();
    }

    @Test
    void bean_ofAClientWithWrongSettings_namesTheKey() {
        startWithSpotify();

        deliver(PID, goodWith("token_endpoint", "nonsense"));

        assertThat(shown(SPOTIFY, "Status")).isEqualTo("MISCONFIGURED");
        assertThat(shown(SPOTIFY, "Key")).isEqualTo("token_endpoint");
    }

    @Test
    void bean_ofAClientThatRefreshes_counts() {
        startWithSpotify();
        signIn();
        admin().refresh("spotify");
        providerFails = true;
        scheduler.pass(Duration.ofHours(2));

        assertThat(shown(SPOTIFY, "Refreshes")).isEqualTo(1L);
        assertThat(((TabularData) shown(SPOTIFY, "Failures")).keySet())
                .asString()
                .isEqualTo("[[UNKNOWN]]");
        assertThat(shown(SPOTIFY, "Status")).isEqualTo("UNAVAILABLE");
        assertThat(shown(SPOTIFY, "RetryAt")).asString().endsWith("Z");
        assertThat(shown(SERVICE, "Waiting")).isEqualTo(0);
    }

    @Test
    void beans_haveNothingToWriteAndNothingToCall() throws JMException {
        startWithSpotify();

        for (var name : names()) {
            var info = beans.getMBeanInfo(new ObjectName(name));
            assertThat(info.getOperations()).isEmpty();
            assertThat(info.getAttributes()).noneMatch(attribute -> attribute.isWritable());
        }
        assertThat(Arrays.stream(beans.getMBeanInfo(new ObjectName(SPOTIFY)).getAttributes())
                        .map(MBeanFeatureInfo::getName))
                .containsExactlyInAnyOrder(
                        "Status",
                        "Audience",
                        "Key",
                        "RetryAt",
                        "NeedsPersonAt",
                        "Refreshes",
                        "Failures",
                        "Queued",
                        "MeanMillis",
                        "LongestMillis");
        assertThatThrownBy(() -> beans.getAttribute(new ObjectName(SPOTIFY), "Account"))
                .isInstanceOf(AttributeNotFoundException.class);
    }

    @Test
    void beans_comeAndGoWithTheirClients() {
        startWithSpotify();
        deliver("org.winekey.oauth.client~radio", goodWith("oauth.client", "radio"));
        assertThat(names()).containsExactly("org.winekey.oauth:type=Clients,name=radio", SPOTIFY, SERVICE);

        delete(PID);
        scheduler.pass(ClientsFactory.GRACE);
        assertThat(names()).containsExactly("org.winekey.oauth:type=Clients,name=radio", SERVICE);

        house.close();
        assertThat(names()).isEmpty();
        assertThat(framework.service(HealthCheck.class)).isEmpty();
    }

    @Test
    void counters_withoutStore_areNotShownAsZero() throws Exception {
        Files.writeString(home.resolve("etc-is-a-file"), "x");
        start(Map.of("store_directory", home.resolve("etc-is-a-file").toString()));
        deliver(PID, good());

        assertThat(shown(SPOTIFY, "Status")).isEqualTo("LOCKED");
        assertThatThrownBy(() -> beans.getAttribute(new ObjectName(SPOTIFY), "Refreshes"))
                .isInstanceOf(RuntimeMBeanException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(health().getStatus()).isEqualTo(Result.Status.CRITICAL);
    }

    @Test
    void health_isThatOfTheWorstClient() {
        startWithSpotify();
        var check = framework.service(HealthCheck.class).orElseThrow();
        assertThat((String[]) check.properties.get("hc.tags")).containsExactly("oauth");
        assertThat(health().getStatus()).isEqualTo(Result.Status.WARN);

        signIn();
        assertThat(health().getStatus()).isEqualTo(Result.Status.OK);

        providerFails = true;
        scheduler.pass(Duration.ofHours(2));
        assertThat(health().getStatus()).isEqualTo(Result.Status.TEMPORARILY_UNAVAILABLE);

        deliver(PID, goodWith("enabled", "false"));
        assertThat(health().getStatus()).isEqualTo(Result.Status.OK);

        deliver(PID, goodWith("token_endpoint", "nonsense"));
        assertThat(health().getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(text(health()))
                .contains("spotify: MISCONFIGURED (token_endpoint)")
                .doesNotContain("nonsense");
    }

    @Test
    void beanOfThatName_thatIsThereAlready_stopsNothing() throws JMException {
        beans.registerMBean(new StandardMBean(() -> {}, Runnable.class), new ObjectName(SPOTIFY));
        beans.registerMBean(new StandardMBean(() -> {}, Runnable.class), new ObjectName(SERVICE));

        startWithSpotify();

        assertThat(report().name()).isEqualTo("spotify");
        house.close();
        assertThat(names()).containsExactly(SPOTIFY, SERVICE);
    }
}
