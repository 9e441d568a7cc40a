// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.winekey.oauth.itests.report.Parts;

/**
 * A real Spring Authorization Server as its own process, started once per JVM on a free port of 127.0.0.1. Its clients
 * are those of the module {@code itests/spring}, whose folder {@code target} the system property {@code itest.spring}
 * names. Thread-safe.
 */
public final class SpringServer {
    /** Signs in by redirect and may introspect. */
    public static final String REDIRECT = "spring-redirect";

    /** The same, and only after a pushed request. */
    public static final String PUSHED = "spring-pushed";

    /** Signs in on another device. */
    public static final String DEVICE = "spring-device";

    /** Signs in on another device and has no secret. */
    public static final String PUBLIC_DEVICE = "spring-public-device";

    private static final String SECRET = "cnry-secret-spring-Rb4wQp";
    private static final String PASSWORD = "cnry-password-spring-anna-Nx6tKd";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private static final Pattern INPUT = Pattern.compile("<input[^>]*name=\"([^\"]+)\" value=\"([^\"]+)\"");

    private final Path target = Path.of(System.getProperty("itest.spring", "spring/target"));
    private final URI base = URI.create("http://127.0.0.1:" + Processes.freePort());

    private SpringServer() {
        Process process = launch();
        var visitor = new Visitor();
        Await.until("Spring ready, see " + logFile(), START, () -> {
            if (!process.isAlive()) {
                throw new Await.GiveUp("Spring has ended, see " + logFile());
            }
            return visitor.get(metadata()).statusCode() == 200;
        });
    }

    /** The one instance of this JVM; the first caller waits until it is ready. */
    public static SpringServer shared() {
        Parts.record("Spring Authorization Server", Shared.INSTANCE.version());
        return Shared.INSTANCE;
    }

    /** The issuer, which is its base address. */
    public URI issuer() {
        return base;
    }

    /** An endpoint by the last part of its path: authorize, token, par, device_authorization, introspect, revoke. */
    public URI endpoint(String name) {
        return base.resolve("/oauth2/" + name);
    }

    /** The userinfo endpoint, which wants scope {@code openid}. */
    public URI userinfo() {
        return base.resolve("/userinfo");
    }

    /** The secret of a client that has one. */
    public static String secretOf(String client) {
        return SECRET + "-" + client;
    }

    /** Every secret value by a name that may be printed. */
    public static Map<String, String> canaries() {
        return Map.of("secret of a client at Spring", SECRET, "password at Spring", PASSWORD);
    }

    /** The settings of one of its clients, and these. */
    public Map<String, String> settings(String client, Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "client_id", client,
                ".client_secret", secretOf(client),
                "authorization_endpoint", endpoint("authorize").toString(),
                "token_endpoint", endpoint("token").toString(),
                "scope", "openid house"));
        settings.putAll(more);
        return settings;
    }

    /** Signs in as anna; returns the redirect home, not followed. */
    public URI signIn(URI authorization) {
        var response = signedIn().get(authorization);
        return Visitor.location(response);
    }

    /** Signs in as anna on another device and ticks every scope that this address asks her for. */
    public void approve(URI verification) {
        var person = signedIn();
        var fields = new HashMap<String, String>();
        INPUT.matcher(person.get(verification).body())
                .results()
                .forEach(input -> fields.put(input.group(1), input.group(2)));
        var answer = person.post(endpoint("device_verification"), fields);
        if (!Visitor.location(answer).toString().endsWith("?success")) {
            throw new AssertionError("Spring does not take the consent");
        }
    }

    /** What introspection (RFC 7662) says about a token. */
    public Map<String, Object> introspect(String token) {
        var caller = new Visitor().withBasic(base, REDIRECT, secretOf(REDIRECT));
        return JsonText.object(
                caller.post(endpoint("introspect"), Map.of("token", token)).body());
    }

    /** Whether introspection calls it active. */
    public boolean isActive(String token) {
        return Boolean.TRUE.equals(introspect(token).get("active"));
    }

    /** What the userinfo endpoint says to the bearer of this token. */
    public Map<String, Object> userinfo(String token) {
        return JsonText.object(new Visitor().getAs(userinfo(), token).body());
    }

    /** What it printed. */
    public Path logFile() {
        return target.resolve("spring.out");
    }

    private Visitor signedIn() {
        var person = new Visitor();
        URI login = base.resolve("/login");
        var form = TOKEN.matcher(person.get(login).body());
        if (!form.find()) {
            throw new AssertionError("Spring shows no login form");
        }
        var answer = person.post(login, Map.of("username", "anna", "password", PASSWORD, "_csrf", form.group(1)));
        if (Visitor.location(answer).toString().contains("error")) {
            throw new AssertionError("Spring does not let anna in");
        }
        return person;
    }

    private URI metadata() {
        return base.resolve("/.well-known/oauth-authorization-server");
    }

    private Process launch() {
        return Processes.start(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx192m",
                        "-cp",
                        target.resolve("classes") + File.pathSeparator + classPath(),
                        "org.winekey.oauth.spring.AuthorizationServer",
                        "--server.address=127.0.0.1",
                        "--server.port=" + base.getPort(),
                        "--clients.secret=" + SECRET,
                        "--users.password=" + PASSWORD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(logFile().toFile()));
    }

    /** From the name of its jar. */
    private String version() {
        return Arrays.stream(classPath().split(File.pathSeparator, -1))
                .map(jar -> String.valueOf(Path.of(jar).getFileName()))
                .filter(jar -> jar.startsWith("spring-security-oauth2-authorization-server-"))
                .map(jar -> jar.replaceFirst("^.*-", "").replace(".jar", ""))
                .findFirst()
                .orElseThrow();
    }

    private String classPath() {
        try {
            return Files.readString(target.resolve("class-path"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started when first asked for. */
    private static final class Shared {
        static final SpringServer INSTANCE = new SpringServer();
    }
}
