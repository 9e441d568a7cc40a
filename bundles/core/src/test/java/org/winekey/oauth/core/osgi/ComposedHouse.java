// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.settings.Samples.good;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.condition.Condition;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.settings.CfgFile;
import org.winekey.oauth.core.settings.ServiceSettings;

/** The whole house on a simulated clock, a real disk, a scripted provider and a fake framework. */
@Timeout(60)
abstract class ComposedHouse {

    static final String PID = "org.winekey.oauth.client~spotify";
    static final String FACE = "org.winekey.oauth.web";
    static final String PASSPHRASE = "cnry-passphrase-5f1c";
    static final RestorePlan NO_PLAN =
            new RestorePlan("restore-00000000", Instant.parse("2026-11-22T20:00:00Z"), false, List.of());
    static final Starter STARTER = new Starter("page", "anna");

    @TempDir
    Path home;

    final FakeFramework framework = new FakeFramework();
    final FakeConfigAdmin configAdmin = new FakeConfigAdmin();
    final SimulatedTime time = new SimulatedTime();
    final SimulatedScheduler scheduler = new SimulatedScheduler(time);
    final AtomicInteger exchanges = new AtomicInteger();
    Runnable whenWorkIsGiven = () -> {};
    final Map<String, String> environment = new TreeMap<>();
    boolean onGuestThread;
    Duration latency = Duration.ZERO;
    House house;
    /** What JMX shows. */
    final MBeanServer beans = MBeanServerFactory.newMBeanServer();

    @BeforeEach
    void prepare() {
        framework.frameworkProperties.put("karaf.base", home.toString());
        framework.frameworkProperties.put("karaf.etc", home.resolve("etc").toString());
        framework.register(ConfigurationAdmin.class.getName(), configAdmin.service, Map.of());
        framework.register("http", new Object(), Map.of("osgi.http.endpoint", new String[] {
            "https://0.0.0.0:8443/", "http://0.0.0.0:8181/"
        }));
    }

    @AfterEach
    void tearDown() {
        if (house != null) {
            house.close();
        }
    }

    void start(Map<String, Object> serviceSettings) {
        var outside = new Outside(
                time, watched(), scheduler, guests(), new SimulatedEntropy(1), this::provider, new DiskStoreIo());
        house = new House(framework.context, outside, ServiceSettings.of(serviceSettings), environment::get, beans);
        house.start();
        scheduler.settle();
    }

    /** The scheduler, with somebody who asks in the middle of everything. */
    Scheduler watched() {
        return FakeFramework.proxy(Scheduler.class, (self, method, arguments) -> {
            if (method.getName().equals("execute")) {
                whenWorkIsGiven.run();
            }
            return method.invoke(scheduler, arguments);
        });
    }

    /** The scheduler, on whose threads code of other bundles is welcome. */
    private Scheduler guests() {
        return FakeFramework.proxy(Scheduler.class, (self, method, arguments) -> {
            if (method.getName().equals("execute")) {
                var task = (Runnable) arguments[0];
                scheduler.execute(() -> {
                    onGuestThread = true;
                    task.run();
                    onGuestThread = false;
                });
                return null;
            }
            return method.invoke(scheduler, arguments);
        });
    }

    void startWithSpotify() {
        startWithSpotify(Map.of());
    }

    void startWithSpotify(Map<String, Object> serviceSettings) {
        configAdmin.kept.put(PID, good());
        start(serviceSettings);
        deliver(PID, good());
    }

    void deliver(String pid, Map<String, Object> raw) {
        try {
            ((ManagedServiceFactory)
                            framework.service(ManagedServiceFactory.class).orElseThrow().service)
                    .updated(pid, new Hashtable<>(raw));
        } catch (ConfigurationException e) {
            throw new AssertionError("Config Admin must see no exception", e);
        }
        scheduler.settle();
    }

    /** Does what Karaf does with the cfg file of a client: its settings come from Config Admin. */
    void pickUp(String client) throws IOException {
        var file = new Properties();
        try (var in = Files.newInputStream(home.resolve("etc").resolve(CfgFile.name(client)))) {
            file.load(in);
        }
        var raw = new HashMap<String, Object>();
        file.stringPropertyNames().forEach(key -> raw.put(key, file.getProperty(key)));
        var pid = "org.winekey.oauth.client~" + client;
        configAdmin.kept.put(pid, raw);
        deliver(pid, raw);
    }

    void delete(String pid) {
        ((ManagedServiceFactory) framework.service(ManagedServiceFactory.class).orElseThrow().service).deleted(pid);
        scheduler.settle();
    }

    CompletableFuture<HttpTransport.Outcome> provider(HttpTransport.Call call) {
        exchanges.incrementAndGet();
        var body =
                "{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
        var answer = new CompletableFuture<HttpTransport.Outcome>();
        Runnable arrives = () -> answer.complete(new HttpTransport.Answered(
                200, Map.of("content-type", List.of("application/json")), body.getBytes(StandardCharsets.UTF_8)));
        if (latency.isZero()) {
            arrives.run();
        } else {
            scheduler.after(latency, arrives);
        }
        return answer;
    }

    OAuthAdmin admin() {
        return (OAuthAdmin) framework.service(OAuthAdmin.class).orElseThrow().fetchAs(FACE);
    }

    OAuthService service(String bundle) {
        return (OAuthService)
                framework.service(OAuthService.class).orElseThrow().fetchAs(bundle);
    }

    OAuthClient client(String bundle) {
        return (OAuthClient) framework.service(OAuthClient.class).orElseThrow().fetchAs(bundle);
    }

    /** The access token that an integration gets. */
    String token() {
        return service("org.example.lamp")
                .client("spotify")
                .token()
                .orElseThrow()
                .value();
    }

    ClientReport report() {
        return admin().client("spotify").orElseThrow();
    }

    void signIn() {
        var link = admin().begin("spotify", STARTER);
        var nonce = link.uri().getPath().substring("/oauth/go/".length());
        var departure = admin().depart(nonce, Door.CALLBACK, Set.of()).orElseThrow();
        var state = departure.authorizationUri().getRawQuery().replaceAll(".*(?:^|&)state=([^&]*).*", "$1");
        var arrival = new Arrival(
                "spotify",
                Map.of("code", List.of("code-1"), "state", List.of(state)),
                Set.of(departure.binding()),
                "192.0.2.7");
        assertThat(admin().arrive(arrival).kind()).isEqualTo(SignInOutcome.Kind.DONE);
        scheduler.settle();
    }

    Optional<FakeFramework.Entry> condition() {
        return framework.services(Condition.class).findFirst();
    }
}
