// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.itests.report.Parts;

/**
 * A real Keycloak with the realm of the tests, started once per JVM on a free port of 127.0.0.1.
 *
 * <p>The realm rotates refresh tokens: one that was used before is refused and its session ends. The zip file of the
 * distribution is named by the system property {@code itest.keycloak.zip}. Thread-safe.
 */
public final class Keycloak {
    /** Confidential, client_secret_basic, access tokens of 60 seconds; the secret needs form encoding. */
    public static final Client BASIC = new Client("winekey", "cnry-secret-basic-7Qx2mV:%+ ü&", Duration.ofSeconds(60));

    /** Like {@link #BASIC} with access tokens of 5 seconds. */
    public static final Client SHORT = new Client("winekey-short", "cnry-secret-short-Lr9sTb", Duration.ofSeconds(5));

    /** Confidential, meant for client_secret_post. */
    public static final Client POST = new Client("winekey-post", "cnry-secret-post-Wk4nHz+&=", Duration.ofSeconds(60));

    /** Public, PKCE with S256 required. */
    public static final Client PUBLIC = new Client("winekey-public", null, Duration.ofSeconds(60));

    /** A second confidential client, to switch client_id to. */
    public static final Client SECOND =
            new Client("winekey-second", "cnry-secret-second-Pd8fGc", Duration.ofSeconds(60));

    /** Takes authorization requests only when they were pushed (RFC 9126), with a proof key. */
    public static final Client PUSHED = new Client(
            "winekey-pushed",
            "cnry-secret-pushed-Gx2hLv",
            Duration.ofSeconds(60),
            Map.of("require.pushed.authorization.requests", "true", "pkce.code.challenge.method", "S256"));

    /** Signs in on another device (RFC 8628), with a proof key; has to ask every second at most. */
    public static final Client DEVICE = new Client(
            "winekey-device",
            "cnry-secret-device-Sj8cWe",
            Duration.ofSeconds(60),
            Map.of(
                    "oauth2.device.authorization.grant.enabled", "true",
                    "oauth2.device.polling.interval", "1",
                    "pkce.code.challenge.method", "S256"));

    /** Proves itself with a certificate over https (RFC 8705), which its tokens are bound to; has no secret. */
    public static final Client CERTIFIED = new Client(
            "winekey-certified",
            null,
            Duration.ofSeconds(60),
            Map.of(
                    "x509.subjectdn", Certificates.CLIENT,
                    "x509.allow.regex.pattern.comparison", "false",
                    "tls.client.certificate.bound.access.tokens", "true"));

    /** The resource server: may introspect the access tokens of every client. */
    public static final Client INSPECTOR =
            new Client("winekey-inspector", "cnry-secret-inspector-Yt6jB", Duration.ofSeconds(60));

    /** A user. */
    public static final User ANNA = new User("anna", "cnry-password-anna-Zc5vRq");

    /** Another user. */
    public static final User BERT = new User("bert", "cnry-password-bert-Hm3wXe");

    private static final String ADMIN_PASSWORD = "cnry-password-keycloak-admin-Uo1pS";
    private static final List<Client> CLIENTS =
            List.of(BASIC, SHORT, POST, PUBLIC, SECOND, PUSHED, DEVICE, CERTIFIED, INSPECTOR);
    private static final List<User> USERS = List.of(ANNA, BERT);
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final String JAVA_OPTIONS =
            "-Xms64m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8";
    private static final String REALM = "winekey";

    private final URI base;
    private final KeycloakAdmin admin;
    private final @Nullable Path home;
    private final @Nullable KeycloakTls tls;
    private final Duration startedIn;
    private @Nullable Process process;

    private Keycloak(URI base) {
        this.base = base;
        admin = new KeycloakAdmin(base, REALM, "admin", ADMIN_PASSWORD);
        home = null;
        tls = null;
        startedIn = Duration.ZERO;
    }

    private Keycloak(Path zip, Path folder) {
        long begin = System.nanoTime();
        home = unpacked(zip, folder);
        int port = Processes.freePort();
        base = URI.create("http://127.0.0.1:" + port);
        admin = new KeycloakAdmin(base, REALM, "admin", ADMIN_PASSWORD);
        writeRealm();
        int tlsPort = Processes.freePort();
        var certificates = new Certificates(folder.resolve("keycloak-certificates"));
        tls = new KeycloakTls(URI.create("https://127.0.0.1:" + tlsPort), REALM, certificates);
        process = launch(port, tlsPort, certificates);
        awaitReady();
        startedIn = Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The one instance of this JVM; the first caller waits until it is ready. */
    public static Keycloak shared() {
        Parts.record("Keycloak", Shared.INSTANCE.version());
        return Shared.INSTANCE;
    }

    /** The instance that another JVM has started; for tests inside a container. */
    public static Keycloak startedElsewhere(URI base) {
        return new Keycloak(base);
    }

    /** Where it listens: {@code http://127.0.0.1:port}. */
    public URI base() {
        return base;
    }

    /** The same over https. */
    public KeycloakTls tls() {
        return Objects.requireNonNull(tls, "another JVM has started this Keycloak");
    }

    /** The issuer of the test realm, as in its metadata. */
    public URI issuer() {
        return base.resolve("/realms/" + REALM);
    }

    /** The authorization endpoint. */
    public URI authorizationEndpoint() {
        return endpoint("auth");
    }

    /** The token endpoint. */
    public URI tokenEndpoint() {
        return endpoint("token");
    }

    /** Where a sign-in on another device begins. */
    public URI deviceEndpoint() {
        return endpoint("auth/device");
    }

    /** Where authorization requests are pushed to. */
    public URI pushEndpoint() {
        return endpoint("ext/par/request");
    }

    /** The revocation endpoint. */
    public URI revocationEndpoint() {
        return endpoint("revoke");
    }

    /** The userinfo endpoint, which needs scope {@code openid}. */
    public URI userinfoEndpoint() {
        return endpoint("userinfo");
    }

    /** Every secret value of the realm by a name that may be printed. */
    public static Map<String, String> canaries() {
        var canaries = new LinkedHashMap<String, String>();
        CLIENTS.stream()
                .filter(client -> client.secret() != null)
                .forEach(client -> canaries.put("secret of " + client.id(), client.secretOrFail()));
        USERS.forEach(user -> canaries.put("password of " + user.name(), user.password()));
        canaries.put("password of Keycloak's admin", ADMIN_PASSWORD);
        return canaries;
    }

    /** Ends every session of the user; the next refresh is answered with invalid_grant. */
    public void signOutEverywhere(User user) {
        admin.post("/users/" + userId(user) + "/logout", Map.of());
    }

    /** Gives the client another secret; the old one stops working at once. */
    public void changeSecret(Client client, String secret) {
        changeClient(client, Map.of("secret", secret));
    }

    /** Sets how long access tokens issued to this client from now on live. */
    public void setAccessTokenLifespan(Client client, Duration lifespan) {
        var attributes = Map.of("access.token.lifespan", Long.toString(lifespan.toSeconds()));
        changeClient(client, Map.of("attributes", attributes));
    }

    /** Lets the client come home to these addresses too, besides those on 127.0.0.1. */
    public void alsoRedirectTo(Client client, List<String> addresses) {
        var all = new ArrayList<>(addresses);
        all.add("http://127.0.0.1/oauth/callback/*");
        changeClient(client, Map.of("redirectUris", all));
    }

    /** Puts secret and lifespan of every client back to what the constants say. */
    public void restoreClients() {
        for (Client client : CLIENTS) {
            if (client.secret() != null) {
                changeSecret(client, client.secretOrFail());
            }
            setAccessTokenLifespan(client, client.lifespan());
        }
    }

    /** How many user sessions this client takes part in now. */
    public int activeSessions(Client client) {
        var answer = admin.get("/clients/" + uuid(client) + "/session-count");
        return ((Number) KeycloakAdmin.member(answer, "count")).intValue();
    }

    /** What introspection (RFC 7662) says about a token; an access token comes from any client, a refresh token does not. */
    public Map<String, Object> introspect(String token) {
        return admin.introspect(endpoint("token/introspect"), INSPECTOR, token);
    }

    /** Whether introspection calls the access token active. */
    public boolean isActive(String accessToken) {
        return Boolean.TRUE.equals(introspect(accessToken).get("active"));
    }

    /** The admin REST API below {@code /admin/realms/winekey}, for what has no method here. */
    public KeycloakAdmin admin() {
        return admin;
    }

    /** A new person without a session. */
    public KeycloakVisitor newVisitor() {
        return new KeycloakVisitor(base);
    }

    /** From unpacking to the first answer. */
    public Duration startedIn() {
        return startedIn;
    }

    /** What it printed. */
    public Path logFile() {
        return home().resolve("keycloak.out");
    }

    /** The version, from the name of the folder inside the zip file. */
    public String version() {
        return String.valueOf(home().getFileName()).replaceFirst("^keycloak-", "");
    }

    /** Stops the whole process tree; a later call does nothing. */
    public synchronized void stop() {
        if (process != null) {
            Processes.end(process.toHandle(), STOP);
            process = null;
        }
    }

    private Path home() {
        return Objects.requireNonNull(home, "another JVM has started this Keycloak");
    }

    private URI endpoint(String name) {
        return base.resolve("/realms/" + REALM + "/protocol/openid-connect/" + name);
    }

    private String userId(User user) {
        return admin.idOfFirst("/users?exact=true&username=" + user.name());
    }

    private String uuid(Client client) {
        return admin.idOfFirst("/clients?clientId=" + client.id());
    }

    private void changeClient(Client client, Map<String, ?> changes) {
        var representation = new LinkedHashMap<String, Object>(changes);
        representation.put("clientId", client.id());
        admin.put("/clients/" + uuid(client), representation);
    }

    private Process launch(int port, int tlsPort, Certificates certificates) {
        var builder = new ProcessBuilder(
                        "/bin/sh",
                        home().resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--https-port=" + tlsPort,
                        "--https-client-auth=request",
                        "--https-key-store-file=" + certificates.server(),
                        "--https-key-store-password=" + Certificates.PASSWORD,
                        "--https-trust-store-file=" + certificates.trusted(),
                        "--https-trust-store-password=" + Certificates.PASSWORD,
                        "--cache=local",
                        "--import-realm")
                .directory(home().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(logFile().toFile());
        builder.environment()
                .putAll(Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME",
                        "admin",
                        "KC_BOOTSTRAP_ADMIN_PASSWORD",
                        ADMIN_PASSWORD,
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "JAVA_OPTS",
                        JAVA_OPTIONS));
        return Processes.start(builder);
    }

    private void awaitReady() {
        var metadata = URI.create(issuer() + "/.well-known/openid-configuration");
        var visitor = new Visitor();
        Await.until("Keycloak ready, see " + logFile(), START, () -> {
            if (process == null || !process.isAlive()) {
                throw new Await.GiveUp("Keycloak has ended, see " + logFile());
            }
            return visitor.get(metadata).statusCode() == 200;
        });
    }

    private void writeRealm() {
        try {
            Processes.delete(home().resolve("data"));
            Path file = Files.createDirectories(home().resolve("data/import")).resolve("winekey-realm.json");
            Files.writeString(
                    file,
                    template("winekey-realm.json")
                            .replace(
                                    "@users@",
                                    filled(
                                            "user.json",
                                            USERS.stream().map(User::values).toList()))
                            .replace(
                                    "@clients@",
                                    filled(
                                            "client.json",
                                            CLIENTS.stream().map(Client::values).toList())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filled(String template, List<Map<String, String>> each) {
        return each.stream()
                .map(values -> {
                    String text = template(template);
                    for (var value : values.entrySet()) {
                        text = text.replace("@" + value.getKey() + "@", value.getValue());
                    }
                    return text;
                })
                .collect(Collectors.joining(","));
    }

    private static String template(String name) {
        try (InputStream in = Keycloak.class.getResourceAsStream("/keycloak/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpacked(Path zip, Path folder) {
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            ZipEntry entry = Objects.requireNonNull(in.getNextEntry(), "empty zip");
            Path home = folder.resolve(Path.of(entry.getName()).getName(0));
            Path done = folder.resolve(home.getFileName() + ".unpacked");
            if (!Files.exists(done)) {
                Processes.delete(home);
                for (; entry != null; entry = in.getNextEntry()) {
                    unpack(in, entry, folder.resolve(entry.getName()));
                }
                Files.createFile(done);
            }
            return home.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(InputStream in, ZipEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.copy(in, target);
        }
    }

    /** A client of the realm as it was imported, with Keycloak's own names for what it must do; no secret means public, or certified. */
    public record Client(String id, @Nullable String secret, Duration lifespan, Map<String, String> attributes) {
        Client(String id, @Nullable String secret, Duration lifespan) {
            this(id, secret, lifespan, secret == null ? Map.of("pkce.code.challenge.method", "S256") : Map.of());
        }

        /** The secret of a confidential client. */
        public String secretOrFail() {
            if (secret == null) {
                throw new IllegalStateException(id + " is public");
            }
            return secret;
        }

        Map<String, String> values() {
            boolean certified = attributes.containsKey("x509.subjectdn");
            return Map.of(
                    "id",
                    id,
                    "public",
                    Boolean.toString(secret == null && !certified),
                    "authenticator",
                    certified ? "client-x509" : "client-secret",
                    "secret",
                    secret == null ? "" : secret,
                    "attributes",
                    JsonText.write(allAttributes()),
                    "inspector",
                    "winekey-inspector");
        }

        private Map<String, String> allAttributes() {
            var all = new TreeMap<>(attributes);
            all.put("access.token.lifespan", Long.toString(lifespan.toSeconds()));
            return all;
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /** A user of the realm. */
    public record User(String name, String password) {
        Map<String, String> values() {
            return Map.of("name", name, "password", password);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Started when first asked for. */
    private static final class Shared {
        static final Keycloak INSTANCE =
                new Keycloak(Path.of(System.getProperty("itest.keycloak.zip", "")), Path.of("target"));
    }
}
