// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.winekey.oauth.itests.report.Parts;

/**
 * A real nginx on 127.0.0.1 that speaks https, with a certificate made for the occasion: in front of something that speaks
 * http, as people put it in front of a controller, or as a web space. Thread-safe.
 */
public final class Nginx implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PASSWORD = "changeit";
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 1;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 64; }
            http {
                types { text/html html; text/javascript js; application/json json; }
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                server {
                    listen 127.0.0.1:%2$d ssl;
                    ssl_certificate %1$s/certificate.pem;
                    ssl_certificate_key %1$s/key.pem;
                    location / {
                        %3$s
                    }
                }
            }
            """;
    private static final String PROXY = """
            proxy_pass http://127.0.0.1:%d;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto https;
            """;

    private final String host;
    private final int port = Processes.freePort();
    private final Process process;

    private Nginx(String host, Path folder, String task) {
        this.host = host;
        Path home = folder.toAbsolutePath();
        certify(home);
        write(home.resolve("nginx.conf"), CONFIGURATION.formatted(home, port, task));
        process = Processes.start(new ProcessBuilder(
                        Programs.find().proxy().toString(), "-p", home.toString(), "-c", home + "/nginx.conf")
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("nginx.out").toFile()));
        Await.until("nginx listens, see " + home, PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new Await.GiveUp("nginx has ended, see " + home);
            }
            return Processes.isListening(port);
        });
    }

    /** Starts one under this name in front of this port; its files go to the folder, whose content is deleted. */
    public static Nginx inFrontOf(int inside, String host, Path folder) {
        return start(host, folder, PROXY.formatted(inside));
    }

    /** Starts one under this name that serves the files of a folder, as a web space does. */
    public static Nginx serving(Path files, String host, Path folder) {
        return start(host, folder, "root " + files.toAbsolutePath() + "; index index.html;");
    }

    private static Nginx start(String host, Path folder, String task) {
        Parts.record("nginx", version());
        try {
            Processes.delete(folder);
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Nginx(host, folder, task);
    }

    /** A path as a browser outside asks for it. */
    public URI uri(String path) {
        return URI.create("https://" + host + ":" + port + path);
    }

    /** What makes a Chromium find these names here and take their certificates. */
    public static List<String> switches(String... names) {
        return List.of(
                "--host-resolver-rules="
                        + Stream.of(names)
                                .map(name -> "MAP " + name + " 127.0.0.1")
                                .collect(Collectors.joining(",")),
                "--ignore-certificate-errors");
    }

    @Override
    public void close() {
        Processes.end(process.toHandle(), Duration.ofSeconds(5));
    }

    private void certify(Path home) {
        String store = home.resolve("store.p12").toString();
        var made = Processes.run(
                home,
                PATIENCE,
                "",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "house",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "SAN=dns:" + host,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store,
                        "-storepass",
                        PASSWORD));
        if (made.status() != 0) {
            throw new AssertionError("keytool: " + made.text());
        }
        try {
            var keys = KeyStore.getInstance(new File(store), PASSWORD.toCharArray());
            write(
                    home.resolve("certificate.pem"),
                    Certificates.pem("certificate", keys.getCertificate("house").getEncoded()));
            write(
                    home.resolve("key.pem"),
                    Certificates.pem(
                            "private key",
                            keys.getKey("house", PASSWORD.toCharArray()).getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version() {
        String printed = Processes.run(
                        Path.of("."),
                        PATIENCE,
                        "",
                        List.of(Programs.find().proxy().toString(), "-v"))
                .text();
        return printed.strip().replaceFirst("^.*/", "");
    }
}
