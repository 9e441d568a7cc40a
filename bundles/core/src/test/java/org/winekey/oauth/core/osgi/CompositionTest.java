// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.condition.Condition;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthException;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.RestorePlan;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.RawServer;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.core.seam.SimulatedEntropy;
import org.winekey.oauth.core.seam.SimulatedScheduler;
import org.winekey.oauth.core.seam.SimulatedTime;
import org.winekey.oauth.core.settings.ServiceSettings;
import org.winekey.oauth.core.store.FileTokenStore;

/** The whole house on a simulated clock, a real disk, a scripted provider and a fake framework. */
@Timeout(60)
class CompositionTest {

    private static final String PID = "org.winekey.oauth.client~spotify";
    private static final String ID_OF_ZEROS = "900d9f70356f5095";
    private static final String FACE = "org.winekey.oauth.web";
    private static final String PASSPHRASE = "cnry-passphrase-5f1c";
    private static final RestorePlan NO_PLAN =
            new RestorePlan("restore-00000000", Instant.parse("2026-11-22T20:00:00Z"), false, List.of());
    private static final Starter STARTER = new Starter("page", "anna");

    @TempDir
    Path home;

    private final FakeFramework framework = new FakeFramework();
    private final FakeConfigAdmin configAdmin = new FakeConfigAdmin();
    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedScheduler scheduler = new SimulatedScheduler(time);
    private final AtomicInteger exchanges = new AtomicInteger();
    private Runnable whenWorkIsGiven = () -> {};
    private final Map<String, String> environment = new TreeMap<>();
    private Duration latency = Duration.ZERO;
    private House house;

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

    private void start(Map<String, Object> serviceSettings) {
        var outside =
                new Outside(time, watched(), scheduler, new SimulatedEntropy(1), this::provider, new DiskStoreIo());
        house = new House(framework.context, outside, ServiceSettings.of(serviceSettings), environment::get);
        house.start();
        scheduler.settle();
    }

    /** The scheduler, with somebody who asks in the middle of everything. */
    private Scheduler watched() {
        return FakeFramework.proxy(Scheduler.class, (self, method, arguments) -> {
            if (method.getName().equals("execute")) {
                whenWorkIsGiven.run();
            }
            return method.invoke(scheduler, arguments);
        });
    }

    private void startWithSpotify() {
        startWithSpotify(Map.of());
    }

    private void startWithSpotify(Map<String, Object> serviceSettings) {
        configAdmin.kept.put(PID, good());
        start(serviceSettings);
        deliver(PID, good());
    }

    private void deliver(String pid, Map<String, Object> raw) {
        try {
            ((ManagedServiceFactory)
                            framework.service(ManagedServiceFactory.class).orElseThrow().service)
                    .updated(pid, new Hashtable<>(raw));
        } catch (ConfigurationException e) {
            throw new AssertionError("Config Admin must see no exception", e);
        }
        scheduler.settle();
    }

    private void delete(String pid) {
        ((ManagedServiceFactory) framework.service(ManagedServiceFactory.class).orElseThrow().service).deleted(pid);
        scheduler.settle();
    }

    private static Map<String, Object> good() {
        var raw = new TreeMap<String, Object>();
        raw.put("client_id", "id-1");
        raw.put(".client_secret", "s3cr3t");
        raw.put("authorization_endpoint", "https://as.example/authorize");
        raw.put("token_endpoint", "https://as.example/token");
        return raw;
    }

    private static Map<String, Object> goodWith(String key, Object value) {
        var raw = good();
        raw.put(key, value);
        return raw;
    }

    private CompletableFuture<HttpTransport.Outcome> provider(HttpTransport.Call call) {
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

    private OAuthAdmin admin() {
        return (OAuthAdmin) framework.service(OAuthAdmin.class).orElseThrow().fetchAs(FACE);
    }

    private OAuthService service(String bundle) {
        return (OAuthService)
                framework.service(OAuthService.class).orElseThrow().fetchAs(bundle);
    }

    private OAuthClient client(String bundle) {
        return (OAuthClient) framework.service(OAuthClient.class).orElseThrow().fetchAs(bundle);
    }

    private ClientReport report() {
        return admin().client("spotify").orElseThrow();
    }

    private List<String> storeNotices() {
        return report().notices().stream()
                .filter(notice -> notice.startsWith("store: "))
                .toList();
    }

    private void signIn() {
        var link = admin().begin("spotify", STARTER);
        var nonce = link.uri().getPath().substring("/oauth/go/".length());
        var departure = admin().depart(nonce).orElseThrow();
        var state = departure.authorizationUri().getRawQuery().replaceAll(".*(?:^|&)state=([^&]*).*", "$1");
        var arrival =
                new Arrival("spotify", Map.of("code", List.of("code-1"), "state", List.of(state)), departure.binding());
        assertThat(admin().arrive(arrival).kind()).isEqualTo(SignInOutcome.Kind.DONE);
        scheduler.settle();
    }

    private Optional<FakeFramework.Entry> condition() {
        return framework.services(Condition.class).findFirst();
    }

    @Test
    void signIn_fromLinkToToken_works() {
        startWithSpotify();
        var client = service("org.example.lamp").client("spotify");
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);

        signIn();

        assertThat(client.token().orElseThrow().value()).isEqualTo("at-1");
        assertThat(client.status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(report().hasGrant()).isTrue();
        assertThat(report().redirectUri()).contains("http://127.0.0.1:8181/oauth/callback/spotify");
        assertThat(condition().orElseThrow().properties).containsEntry("osgi.condition.id", "oauth.spotify.authorized");
    }

    @Test
    void restart_afterSignIn_stillHasTheToken() {
        startWithSpotify();
        signIn();
        house.close();

        startWithSpotify();

        assertThat(service("org.example.lamp")
                        .client("spotify")
                        .token()
                        .orElseThrow()
                        .value())
                .isEqualTo("at-1");
        assertThat(condition()).isPresent();
    }

    @Test
    void restart_onAnotherMachine_keepsTheTokenAndRefreshesNothingUntilReleased() throws IOException {
        var machine =
                Map.<String, Object>of("machine_file", machineFile("board-one").toString());
        startWithSpotify(machine);
        signIn();
        house.close();
        machineFile("board-two");
        startWithSpotify(machine);

        assertThat(admin().refresh("spotify").code()).isEqualTo(Code.QUARANTINED);
        assertThat(service("org.example.lamp").client("spotify").token()).isInstanceOf(TokenResult.Granted.class);
        assertThat(condition()).isPresent();
        assertThat(storeNotices()).singleElement().asString().contains("oauth:release clone-");
        assertThat(exchanges).hasValue(1);

        var batch = admin().quarantine().get(0);
        assertThat(batch.clients()).containsExactly("spotify");
        assertThat(admin().release(batch.name())).containsOnlyKeys("spotify");
        scheduler.settle();
        assertThat(storeNotices()).as("without a restart").isEmpty();
        assertThat(report().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(exchanges).hasValue(2);
        assertThat(admin().quarantine()).isEmpty();
        assertThatThrownBy(() -> admin().release(batch.name()))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.NO_SUCH_BATCH));
    }

    @Test
    void restart_onAnotherMachineWithoutTheKey_isLockedUntilItIsBack() throws IOException {
        var machine =
                Map.<String, Object>of("machine_file", machineFile("board-one").toString());
        startWithSpotify(machine);
        signIn();
        house.close();
        machineFile("board-two");
        var key = home.resolve("etc/org.winekey.oauth.key");
        Files.move(key, home.resolve("elsewhere"));

        startWithSpotify(machine);
        assertThat(report().status().code()).isEqualTo(Code.LOCKED);
        assertThat(report().status().reason()).contains(key.toString());

        Files.move(home.resolve("elsewhere"), key);
        scheduler.pass(Duration.ofSeconds(15));
        assertThat(report().status().code()).isEqualTo(Code.QUARANTINED);
        assertThat(exchanges).hasValue(1);
    }

    @Test
    void machineFile_missing_isNamedAndBlocksNothing() {
        startWithSpotify(Map.of("machine_file", home.resolve("nowhere").toString()));
        signIn();

        assertThat(storeNotices()).singleElement().asString().contains("machine_file");
        assertThat(report().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    private Path machineFile(String content) throws IOException {
        return Files.writeString(home.resolve("machine"), content);
    }

    @Test
    void services_configurationNotDelivered_waitForItAtMostTheDeadline() {
        configAdmin.kept.put(PID, good());
        start(Map.of());

        assertThat(framework.service(OAuthService.class)).isEmpty();
        scheduler.pass(House.DEADLINE);

        assertThat(service("org.example.lamp").client("spotify").token()).isInstanceOf(TokenResult.Misconfigured.class);
        deliver(PID, good());
        assertThat(service("org.example.lamp").client("spotify").token())
                .isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    void services_nothingConfigured_appearAtOnce() {
        start(Map.of());

        assertThat(framework.service(OAuthService.class)).isPresent();
        assertThat(admin().clients()).isEmpty();
    }

    @Test
    @Tag("R-095")
    void explain_fromSettingsToRefresh_tellsWhoActsAndWhatHappened() {
        startWithSpotify();
        assertThat(admin().explain("spotify").whoActs()).contains("a person", "oauth:authorize spotify");
        signIn();
        admin().refresh("spotify");

        var explanation = admin().explain("spotify");

        assertThat(explanation.report().status().code()).isEqualTo(Code.AUTHORIZED);
        assertThat(explanation.whoActs()).isEqualTo("nobody has to act");
        assertThat(explanation.next()).isEqualTo("a refresh");
        assertThat(explanation.nextAt()).isPresent();
        assertThat(explanation.registration()).contains("id-1 at as.example", "as in the settings");
        assertThat(explanation.events())
                .extracting(ClientEvent::kind)
                .containsExactly(ClientEvent.Kind.REFRESHED, ClientEvent.Kind.SIGNED_IN, ClientEvent.Kind.SETTINGS);
        assertThat(explanation.toString()).doesNotContain("at-1", "rt-1", "code-1", "s3cr3t");
        deliver(PID, Map.of());
        assertThat(admin().explain("spotify").whoActs()).isEqualTo("the operator has to mend the setting client_id");
    }

    @Test
    void explain_ofNobodyAndWithoutStore_saysSo() {
        framework.frameworkProperties.clear();
        startWithSpotify();

        var explanation = admin().explain("spotify");

        assertThat(explanation.whoActs()).isEqualTo("the operator has to mend the setting store_directory");
        assertThat(explanation.evidence()).isNotEmpty();
        assertThat(explanation.events()).isEmpty();
        assertThatThrownBy(() -> admin().explain("nobody"))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.NO_SUCH_CLIENT));
    }

    @Test
    void settings_changed_keepServiceAndHandle() {
        startWithSpotify();
        var entry = framework.service(OAuthClient.class).orElseThrow();
        var held = client("org.example.lamp");
        signIn();

        deliver(PID, goodWith("client_id", "id-2"));
        deliver(PID, Map.of());

        assertThat(framework.services(OAuthClient.class)).containsExactly(entry);
        assertThat(entry.gone).isFalse();
        assertThat(client("org.example.lamp")).isSameAs(held);
        assertThat(service("org.example.lamp").client("spotify")).isSameAs(held);
        assertThat(held.token().orElseThrow().value()).isEqualTo("at-1");
        assertThat(held.status().code()).isEqualTo(Code.MISCONFIGURED);
        assertThat(held.status().key()).contains("client_id");
        assertThat(entry.properties).containsOnlyKeys("objectClass", "oauth.client");
    }

    @Test
    void clientId_changed_namesTheOneThatGotTheGrant() {
        startWithSpotify();
        signIn();

        deliver(PID, goodWith("client_id", "id-2"));

        assertThat(report().clientId()).contains("id-2");
        assertThat(report().grantedTo()).contains("id-1");
    }

    @Test
    void configuration_deleted_goesAfterTheGraceAndComesBackWithItsGrant() {
        startWithSpotify();
        var handle = service("org.example.lamp").client("spotify");
        signIn();

        delete(PID);
        assertThat(framework.service(OAuthClient.class)).isPresent();
        scheduler.pass(ClientsFactory.GRACE);

        assertThat(framework.service(OAuthClient.class)).isEmpty();
        assertThat(condition()).isEmpty();
        assertThat(handle.token()).isInstanceOf(TokenResult.Misconfigured.class);

        deliver(PID, good());
        assertThat(handle.token().orElseThrow().value()).isEqualTo("at-1");
        assertThat(condition()).isPresent();
    }

    @Test
    void configuration_replacedWithinTheGrace_bouncesNothing() {
        startWithSpotify();
        var entry = framework.service(OAuthClient.class).orElseThrow();

        delete(PID);
        scheduler.pass(Duration.ofSeconds(4));
        deliver(PID, goodWith("client_id", "id-2"));
        scheduler.pass(Duration.ofSeconds(10));

        assertThat(entry.gone).isFalse();
        assertThat(report().clientId()).contains("id-2");
    }

    @Test
    void consumers_otherBundle_getsNoTokenFromAnyService() {
        startWithSpotify();
        signIn();
        var guest = service("org.example.guest").client("spotify");

        deliver(PID, goodWith("consumers", "org.example.lamp"));

        for (var handle : List.of(guest, client("org.example.guest"))) {
            assertThat(handle.token())
                    .isInstanceOfSatisfying(
                            TokenResult.Misconfigured.class,
                            refused -> assertThat(refused.key()).isEqualTo("consumers"));
            assertThat(handle.status().key()).contains("consumers");
        }
        assertThat(client("org.example.lamp").token()).isInstanceOf(TokenResult.Granted.class);

        deliver(PID, goodWith("consumers", ""));
        assertThat(guest.token()).isInstanceOf(TokenResult.Granted.class);
    }

    @Test
    void grant_takenAway_isWithdrawnFromHeldHandlesAtOnce() {
        startWithSpotify();
        signIn();
        var held = client("org.example.lamp");

        deliver(PID, goodWith("enabled", "false"));
        assertThat(answers(held)).hasOnlyElementsOfType(TokenResult.Misconfigured.class);
        deliver(PID, goodWith("consumers", "org.example.other"));
        assertThat(answers(held)).hasOnlyElementsOfType(TokenResult.Misconfigured.class);
        deliver(PID, good());
        assertThat(answers(held)).hasOnlyElementsOfType(TokenResult.Granted.class);
        admin().forget("spotify");
        assertThat(answers(held)).hasOnlyElementsOfType(TokenResult.SignInRequired.class);
        signIn();
        delete(PID);
        scheduler.pass(ClientsFactory.GRACE);
        assertThat(answers(held)).hasOnlyElementsOfType(TokenResult.Misconfigured.class);
    }

    @Test
    @Tag("R-074")
    void http_apiHostsChanged_followsThemLive() throws Exception {
        try (var api = new RawServer(RawServer.answering(200, "", "fine"))) {
            startWithSpotify();
            signIn();
            var http = client("org.example.lamp").http();
            var request = HttpRequest.newBuilder(api.uri("/me")).build();
            assertThat(refusal(http, request)).isEqualTo("api_hosts");

            deliver(
                    PID,
                    goodWith("api_hosts", "http://127.0.0.1:" + api.uri("/").getPort()));
            assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("fine");
            assertThat(api.requests()).singleElement().asString().contains("Authorization: Bearer at-1\r\n");

            deliver(PID, goodWith("api_hosts", "api.example.com"));
            assertThat(refusal(http, request)).isEqualTo("api_hosts");
            deliver(PID, goodWith("consumers", "org.example.other"));
            assertThat(refusal(http, request)).isEqualTo("consumers");
            assertThat(api.requests()).hasSize(1);
            assertThat(client("org.example.lamp").http()).isSameAs(http);
        }
    }

    @Test
    void http_grantTakenAway_saysWho() {
        var settings = goodWith("api_hosts", "http://127.0.0.1:1");
        startWithSpotify();
        deliver(PID, settings);
        var http = client("org.example.lamp").http();
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/me")).build();

        assertThatThrownBy(() -> http.send(request, BodyHandlers.discarding()))
                .isInstanceOf(OAuthException.SignInRequired.class);
        settings.put("consumers", "org.example.other");
        deliver(PID, settings);
        assertThat(refusal(http, request)).isEqualTo("consumers");
        settings.put("enabled", "false");
        settings.remove("consumers");
        deliver(PID, settings);
        assertThat(refusal(http, request)).isEqualTo("enabled");
        delete(PID);
        scheduler.pass(ClientsFactory.GRACE);
        assertThat(refusal(http, request)).isEqualTo("oauth.client");
    }

    private static String refusal(HttpClient http, HttpRequest request) {
        var refused = catchThrowableOfType(
                OAuthException.Misconfigured.class, () -> http.send(request, BodyHandlers.discarding()));
        return refused.key();
    }

    private List<TokenResult> answers(OAuthClient client) {
        var minimum = Duration.ofMinutes(1);
        var later = client.tokenAsync(minimum).toCompletableFuture();
        scheduler.settle();
        return List.of(client.token(), client.token(minimum), later.join());
    }

    @Test
    void consumers_changedWhileABundleWaits_giveItNothing() {
        startWithSpotify();
        signIn();
        var held = client("org.example.lamp");
        var answer = held.tokenAsync(Duration.ofMinutes(59)).toCompletableFuture();
        scheduler.pass(Duration.ofMinutes(10));
        latency = Duration.ofSeconds(5);
        var late = held.tokenAsync(Duration.ofMinutes(59)).toCompletableFuture();
        scheduler.settle();

        deliver(PID, goodWith("consumers", "org.example.other"));
        scheduler.pass(Duration.ofSeconds(5));

        assertThat(answer.join()).isInstanceOf(TokenResult.Granted.class);
        assertThat(late.join()).isInstanceOf(TokenResult.Misconfigured.class);
    }

    @Test
    void consumers_changedWhileABundleIsBlocked_giveItNothing() {
        startWithSpotify();
        signIn();
        var held = client("org.example.lamp");
        latency = Duration.ofSeconds(5);
        held.rejected(held.token().orElseThrow());
        scheduler.after(Duration.ofSeconds(2), () -> deliver(PID, goodWith("consumers", "org.example.other")));

        var answer = held.token();

        assertThat(answer).isInstanceOf(TokenResult.Misconfigured.class);
    }

    @Test
    void minimumValidity_nullOrNegative_isNamed() {
        startWithSpotify();
        var client = client("org.example.lamp");

        for (var wrong : Arrays.asList(null, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> client.token(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("minimumValidity");
            assertThatThrownBy(() -> client.tokenAsync(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("minimumValidity");
        }
    }

    @Test
    void consumers_takenOver_leaveNoMomentForOthers() {
        startWithSpotify();
        signIn();
        var guest = client("org.example.guest");
        var answers = new ArrayList<TokenResult>();
        whenWorkIsGiven = () -> {
            if (!report().consumers().isEmpty()) {
                answers.add(guest.token());
            }
        };

        deliver(PID, goodWith("consumers", "org.example.lamp"));
        whenWorkIsGiven = () -> {};

        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer).isInstanceOf(TokenResult.Misconfigured.class));
    }

    @Test
    void names_askedForWithoutEnd_areRefusedByTheBundle() {
        startWithSpotify();
        var service = service("org.example.lamp");
        IntStream.range(1, Desks.MOST).forEach(i -> service.client("name-" + i));

        assertThatThrownBy(() -> service.client("one-more"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("org.example.lamp");
        assertThat(service.client("spotify").status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
        deliver("org.winekey.oauth.client~late", good());
        assertThat(service.client("late").status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
    }

    @Test
    @Tag("R-097")
    void keyFile_othersCanRead_isANoticeOfEveryClientUntilMended() throws IOException {
        startWithSpotify();
        assertThat(storeNotices()).isEmpty();
        house.close();
        var key = home.resolve("etc/org.winekey.oauth.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        startWithSpotify();

        assertThat(storeNotices())
                .singleElement()
                .asString()
                .startsWith("store: Others can read the key file")
                .contains("chmod 600");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(storeNotices()).as("without a restart").isEmpty();
    }

    @Test
    void tokenFile_damaged_isANoticeUntilForgotten() throws IOException {
        startWithSpotify();
        signIn();
        house.close();
        Files.write(home.resolve("oauth/spotify.slots"), new byte[1000]);

        startWithSpotify();
        assertThat(storeNotices()).singleElement().asString().startsWith("store: The token file of client spotify");

        admin().forget("spotify");
        assertThat(storeNotices()).isEmpty();
    }

    @Test
    void admin_otherBundle_isRefusedByEveryMethodUntilNamed() {
        startWithSpotify();
        var admin =
                (OAuthAdmin) framework.service(OAuthAdmin.class).orElseThrow().fetchAs("org.example.guest");
        var calls = List.<Runnable>of(
                admin::clients,
                () -> admin.client("spotify"),
                () -> admin.explain("spotify"),
                () -> admin.begin("spotify", STARTER),
                () -> admin.offer("x"),
                () -> admin.depart("x"),
                () -> admin.arrive(new Arrival("spotify", Map.of(), null)),
                () -> admin.complete("x", STARTER),
                () -> admin.refresh("spotify"),
                () -> admin.forget("spotify"),
                () -> admin.backup(home.resolve("b"), PASSPHRASE.toCharArray()),
                () -> admin.planRestore(home.resolve("b"), PASSPHRASE.toCharArray(), false),
                () -> admin.restore(home.resolve("b"), PASSPHRASE.toCharArray(), NO_PLAN),
                admin::quarantine,
                () -> admin.release("clone-1"),
                admin::rotateKeys,
                admin::baseUri);
        assertThat(calls).hasSize(OAuthAdmin.class.getMethods().length);

        for (var call : calls) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            AdminException.class,
                            refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.NOT_PERMITTED));
        }

        house.settings(ServiceSettings.of(Map.of("admins", "org.example.guest")));
        assertThat(admin.clients()).hasSize(1);
    }

    @Test
    void store_noPlace_isLockedWithTheKeyAndHealsBySettings() {
        framework.frameworkProperties.clear();
        startWithSpotify();
        var client = service("org.example.lamp").client("spotify");

        assertThat(client.status().code()).isEqualTo(Code.LOCKED);
        assertThat(client.status().key()).contains("store_directory");
        assertThat(client.token()).isInstanceOf(TokenResult.Unavailable.class);
        assertThat(report().status().code()).isEqualTo(Code.LOCKED);

        house.settings(ServiceSettings.of(Map.of(
                "store_directory",
                home.resolve("store").toString(),
                "key_file",
                home.resolve("key").toString())));
        scheduler.settle();

        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
    }

    @Test
    void store_leftAndTakenUpAgainBeforeItsRetry_staysOpen() throws Exception {
        startWithSpotify(Map.of());
        var elsewhere = Map.of(
                "store_directory",
                home.resolve("store").toString(),
                "key_file",
                home.resolve("key").toString());
        house.settings(ServiceSettings.of(elsewhere));
        scheduler.settle();
        try (var held = FileTokenStore.open(new DiskStoreIo(), home.resolve("oauth"), new SimulatedEntropy(2))) {
            assertThat(held.id()).isNotEmpty();
            house.settings(ServiceSettings.of(Map.of()));
            scheduler.settle();
            assertThat(report().status().code()).isEqualTo(Code.LOCKED);
        }
        house.settings(ServiceSettings.of(elsewhere));
        scheduler.settle();
        house.settings(ServiceSettings.of(Map.of()));

        scheduler.pass(Duration.ofMinutes(1));

        assertThat(report().status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
    }

    @Test
    void store_heldByAnother_isLockedAndOpensWhenLetGo() throws Exception {
        try (var held = FileTokenStore.open(new DiskStoreIo(), home.resolve("oauth"), new SimulatedEntropy(2))) {
            startWithSpotify();
            assertThat(held.id()).isNotEmpty();
            assertThat(report().status().code()).isEqualTo(Code.LOCKED);
        }

        scheduler.pass(Duration.ofSeconds(15));

        assertThat(report().status().code()).isEqualTo(Code.SIGN_IN_REQUIRED);
    }

    @Test
    void keyPassphrase_setLater_opensWhatTheKeyFileSealedUntilARotation() throws Exception {
        startWithSpotify();
        var client = service("org.example.lamp").client("spotify");
        signIn();
        var passphrase = Map.of("key_passphrase_file", passphrase("cnry correct horse"));

        house.settings(ServiceSettings.of(passphrase));
        scheduler.settle();
        assertThat(client.token().orElseThrow().value()).isEqualTo("at-1");
        var keys = admin().rotateKeys();

        assertThat(keys.resealed()).containsExactly("spotify");
        assertThat(keys.oldKeysGone()).isTrue();
        assertThat(keys.unneeded()).hasSize(1).first().asString().contains("org.winekey.oauth.key");
        Files.delete(home.resolve("etc/org.winekey.oauth.key"));
        house.close();
        start(Map.copyOf(passphrase));
        deliver(PID, good());
        assertThat(service("org.example.lamp")
                        .client("spotify")
                        .token()
                        .orElseThrow()
                        .value())
                .isEqualTo("at-1");
        assertThat(home.resolve("etc/org.winekey.oauth.key")).doesNotExist();
    }

    @Test
    void keyPassphrase_shortOrMissingOrBesideACredential_locksAndHealsLive() throws Exception {
        startWithSpotify();
        signIn();

        house.settings(ServiceSettings.of(Map.of("key_passphrase_file", passphrase("cnry short"))));
        scheduler.settle();
        assertThat(report().status().code()).isEqualTo(Code.LOCKED);
        assertThat(report().status().reason()).contains("12").doesNotContain("cnry");
        house.settings(ServiceSettings.of(Map.of("key_passphrase_file", "/nowhere/passphrase")));
        scheduler.settle();
        assertThat(report().status().reason()).contains("/nowhere/passphrase").contains("key_passphrase_file");
        house.settings(ServiceSettings.of(
                Map.of("key_passphrase_file", passphrase("cnry correct horse"), "key_credential", "winekey")));
        scheduler.settle();
        assertThat(report().status().reason()).contains("key_passphrase_file").contains("key_credential");

        house.settings(ServiceSettings.of(Map.of()));
        scheduler.settle();
        assertThat(report().status().code()).isEqualTo(Code.AUTHORIZED);
    }

    private String passphrase(String text) throws IOException {
        return Files.writeString(home.resolve("passphrase"), text + "\n").toString();
    }

    @Test
    void keyCredential_withAndWithoutSystemd_sealsOrSaysWhatIsMissing() throws Exception {
        environment.put("CREDENTIALS_DIRECTORY", home.resolve("credentials").toString());
        configAdmin.kept.put(PID, good());
        start(Map.of("key_credential", "winekey"));
        deliver(PID, good());
        assertThatThrownBy(() -> admin().rotateKeys())
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("credentials/winekey")
                .hasMessageContaining("LoadCredential");

        Files.createDirectories(home.resolve("credentials"));
        Files.writeString(home.resolve("credentials/winekey"), keyLine());
        signIn();
        assertThat(admin().rotateKeys().keyId()).isEqualTo(keyLine().split(" ")[2]);
        assertThat(home.resolve("etc/org.winekey.oauth.key")).doesNotExist();

        environment.clear();
        house.settings(ServiceSettings.of(Map.of("key_credential", "winekey", "token_timeout", "9")));
        scheduler.settle();
        assertThat(report().status().code()).isEqualTo(Code.LOCKED);
        assertThat(report().status().key()).contains("key_credential");
    }

    /** The line that the commands in the description of the store make for a key of zeros. */
    private static String keyLine() {
        return "winekey-key 1 " + ID_OF_ZEROS + " " + "0".repeat(64) + "\n";
    }

    @Test
    void storeDirectory_changed_opensTheOtherStoreLive() {
        startWithSpotify();
        var client = service("org.example.lamp").client("spotify");
        signIn();

        house.settings(ServiceSettings.of(Map.of(
                "store_directory",
                home.resolve("other").toString(),
                "key_file",
                home.resolve("other.key").toString())));
        scheduler.settle();
        assertThat(client.token()).isInstanceOf(TokenResult.SignInRequired.class);
        assertThat(condition()).isEmpty();

        house.settings(ServiceSettings.of(Map.of()));
        scheduler.settle();
        assertThat(client.token().orElseThrow().value()).isEqualTo("at-1");
        assertThat(condition()).isPresent();
    }

    @Test
    @Tag("R-035")
    void baseUri_setThenUnset_winsOverTheEndpointLive() {
        startWithSpotify();
        assertThat(admin().baseUri()).contains(URI.create("http://127.0.0.1:8181"));

        house.settings(ServiceSettings.of(Map.of("base_uri", "https://home.example.org")));
        scheduler.settle();

        assertThat(report().redirectUri()).contains("https://home.example.org/oauth/callback/spotify");
    }

    @Test
    void httpService_comesLate_completesTheRedirectUri() {
        framework.entries.removeIf(entry -> entry.type.equals("http"));
        startWithSpotify();
        assertThat(report().redirectUri()).isEmpty();
        assertThatThrownBy(() -> admin().begin("spotify", STARTER)).isInstanceOf(AdminException.class);

        var late = framework.register("http", new Object(), Map.of("osgi.http.endpoint", "http://127.0.0.1:9090/"));
        scheduler.settle();
        assertThat(report().redirectUri()).contains("http://127.0.0.1:9090/oauth/callback/spotify");

        late.registration.unregister();
        scheduler.settle();
        assertThat(report().redirectUri()).isEmpty();
    }

    @Test
    void clientCredentials_fromSettingsToToken_needNobody() {
        start(Map.of());
        var raw = goodWith("grant_types", "client_credentials");
        raw.remove("authorization_endpoint");

        deliver(PID, raw);
        scheduler.pass(Duration.ofSeconds(2));

        assertThat(condition()).isPresent();
        assertThat(service("org.example.lamp")
                        .client("spotify")
                        .token()
                        .orElseThrow()
                        .value())
                .isEqualTo("at-1");
        assertThat(report().needsPerson()).isFalse();
        assertThat(report().provider()).contains("as.example");
        assertThat(report().redirectUri()).isEmpty();
        assertThatThrownBy(() -> admin().begin("spotify", STARTER))
                .isInstanceOf(AdminException.class)
                .hasMessageContaining("nobody signs in");
        admin().forget("spotify");
        assertThat(admin().refresh("spotify").code()).isEqualTo(Code.AUTHORIZED);
    }

    @Test
    void clientCredentials_setWhileABrowserIsAway_endThatSignIn() {
        startWithSpotify();
        var nonce = admin().begin("spotify", STARTER).uri().getPath().substring("/oauth/go/".length());

        deliver(PID, goodWith("grant_types", "client_credentials"));

        assertThat(admin().offer(nonce)).isEmpty();
        assertThat(admin().depart(nonce)).isEmpty();
    }

    @Test
    void secret_literalInConfigAdmin_isANoticeAndAReferenceIsNot() {
        startWithSpotify();
        assertThat(report().notices()).anyMatch(notice -> notice.startsWith("secret-in-clear"));

        configAdmin.kept.put(PID, goodWith(".client_secret", "$[secret:spotify]"));
        deliver(PID, good());

        assertThat(report().notices()).noneMatch(notice -> notice.startsWith("secret-in-clear"));
    }

    @Test
    void configuration_nameless_isReportedByItsPid() {
        startWithSpotify();

        deliver("org.winekey.oauth.client.4711", good());

        var stray = admin().client("org.winekey.oauth.client.4711").orElseThrow();
        assertThat(stray.status().code()).isEqualTo(Code.MISCONFIGURED);
        assertThat(stray.status().key()).contains("oauth.client");
        assertThat(admin().clients()).hasSize(2);
    }

    @Test
    void forget_heldGrant_asksForASignInAgain() {
        startWithSpotify();
        signIn();

        admin().forget("spotify");
        scheduler.settle();

        assertThat(client("org.example.lamp").token()).isInstanceOf(TokenResult.SignInRequired.class);
        assertThat(condition()).isEmpty();
        assertThatThrownBy(() -> admin().refresh("spotify"))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.NO_GRANT));
        assertThatThrownBy(() -> admin().forget("nobody"))
                .isInstanceOfSatisfying(
                        AdminException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.NO_SUCH_CLIENT));
    }

    @Test
    void close_everything_isGivenBack() {
        var before = List.copyOf(framework.entries);
        startWithSpotify();
        signIn();

        house.close();
        scheduler.settle();

        assertThat(framework.entries).containsExactlyElementsOf(before);
        assertThat(framework.listeners).isEmpty();
        assertThat(openable()).isTrue();
    }

    private boolean openable() {
        try (var store = FileTokenStore.open(new DiskStoreIo(), home.resolve("oauth"), new SimulatedEntropy(2))) {
            return !store.isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("R-096")
    void backup_forgottenClientAndSettingsLost_bothComeBack() throws IOException {
        startWithSpotify();
        signIn();
        var file = home.resolve("winekey.backup");
        var passphrase = PASSPHRASE.toCharArray();

        var report = admin().backup(file, passphrase);
        admin().forget("spotify");
        configAdmin.kept.clear();
        var plan = admin().planRestore(file, PASSPHRASE.toCharArray(), false);
        var done = admin().restore(file, PASSPHRASE.toCharArray(), plan);
        scheduler.settle();

        assertThat(passphrase).containsOnly('\0');
        assertThat(report.grants()).containsExactly("spotify");
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("at-1", "rt-1", "s3cr3t");
        assertThat(done.hasFailures()).isFalse();
        assertThat(service("org.example.lamp")
                        .client("spotify")
                        .token()
                        .orElseThrow()
                        .value())
                .isEqualTo("at-1");
        assertThat(configAdmin.kept.get(PID)).isEqualTo(good());
    }

    @Test
    void backup_refused_saysWhyAndWipesThePassphrase() {
        startWithSpotify();
        var file = home.resolve("missing").resolve("winekey.backup");
        for (var problem : List.<Consumer<char[]>>of(
                passphrase -> admin().backup(file, passphrase),
                passphrase -> admin().planRestore(file, passphrase, true),
                passphrase -> admin().restore(file, passphrase, NO_PLAN))) {
            var passphrase = PASSPHRASE.toCharArray();
            assertThatThrownBy(() -> problem.accept(passphrase))
                    .isInstanceOfSatisfying(
                            AdminException.class,
                            refused -> assertThat(refused.problem()).isEqualTo(AdminException.Problem.BACKUP_UNUSABLE))
                    .hasMessageContaining("missing")
                    .hasMessageNotContaining(PASSPHRASE);
            assertThat(passphrase).containsOnly('\0');
        }
    }
}
