// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;

@Timeout(60)
@Tag("R-044")
class JdkHttpTransportTlsTest {

    private static final char[] PASSWORD = "password".toCharArray();
    private static final Time TIME = new Time() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return 0;
        }
    };

    @TempDir
    Path folder;

    @Test
    void send_trustedCertificate_works() throws Exception {
        var keys = keys("-validity", "2", "-ext", "san=ip:127.0.0.1");

        assertThat(post(keys, tls(keys))).isInstanceOf(Answered.class);
    }

    @Test
    void send_certificateNobodyTrusts_isRefusedAndNotSent() throws Exception {
        assertNotSent(post(keys("-ext", "san=ip:127.0.0.1"), SSLContext.getDefault()), Fault.CERTIFICATE);
    }

    @Test
    void send_certificateOfAnotherHost_isRefusedAndNotSent() throws Exception {
        var keys = keys("-ext", "san=dns:other.example");

        assertNotSent(post(keys, tls(keys)), Fault.CERTIFICATE);
    }

    @Test
    void send_certificateExpired_isRefusedAndNotSent() throws Exception {
        assertNotSent(postToOneSignedBy("-3d"), Fault.CERTIFICATE_EXPIRED);
    }

    @Test
    void send_certificateNotYetValid_isRefusedAndNotSent() throws Exception {
        assertNotSent(postToOneSignedBy("+2d"), Fault.CERTIFICATE_NOT_YET_VALID);
    }

    @Test
    void send_serverWithoutTls_isNotSent() throws Exception {
        try (var server = new RawServer(
                new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1")),
                "https",
                RawServer.answering(200, "", ""))) {
            var outcome = send(server.uri("/"), SSLContext.getDefault(), Duration.ofSeconds(3));

            assertThat(((Failed) outcome).sent()).isFalse();
        }
    }

    /** A leaf of wrong dates below a trusted root of good ones: a trusted leaf's own dates would not be looked at. */
    private Outcome postToOneSignedBy(String start) throws Exception {
        var root = folder.resolve("root.p12");
        keytool(
                "-genkeypair",
                root,
                "-alias",
                "root",
                "-dname",
                "CN=root",
                "-ext",
                "bc:c",
                "-validity",
                "30",
                "-startdate",
                "-10d");
        keytool(
                "-exportcert",
                root,
                "-alias",
                "root",
                "-file",
                folder.resolve("root.cer").toString());
        var leaf = folder.resolve("leaf.p12");
        keytool("-genkeypair", leaf, "-alias", "leaf", "-dname", "CN=leaf");
        keytool(
                "-certreq",
                leaf,
                "-alias",
                "leaf",
                "-file",
                folder.resolve("leaf.csr").toString());
        keytool(
                "-gencert",
                root,
                "-alias",
                "root",
                "-infile",
                folder.resolve("leaf.csr").toString(),
                "-outfile",
                folder.resolve("leaf.cer").toString(),
                "-ext",
                "san=ip:127.0.0.1",
                "-startdate",
                start,
                "-validity",
                "1");
        keytool(
                "-importcert",
                leaf,
                "-alias",
                "root",
                "-noprompt",
                "-file",
                folder.resolve("root.cer").toString());
        keytool(
                "-importcert",
                leaf,
                "-alias",
                "leaf",
                "-noprompt",
                "-file",
                folder.resolve("leaf.cer").toString());
        return post(leaf, tls(root));
    }

    private Path keys(String... more) throws Exception {
        var file = folder.resolve("keys.p12");
        var arguments = new ArrayList<>(List.of("-alias", "server", "-dname", "CN=server"));
        arguments.addAll(List.of(more));
        keytool("-genkeypair", file, arguments.toArray(String[]::new));
        return file;
    }

    private static void keytool(String command, Path store, String... more) throws Exception {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                command,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD)));
        if (command.equals("-genkeypair")) {
            line.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        line.addAll(List.of(more));
        var process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(command).isZero();
    }

    private static Outcome post(Path serverKeys, SSLContext trusting) throws Exception {
        var listener =
                tls(serverKeys).getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        try (var server = new RawServer(listener, "https", RawServer.answering(200, "", ""))) {
            var outcome = send(server.uri("/"), trusting, Duration.ofSeconds(20));
            assertThat(server.requests()).hasSize(outcome instanceof Answered ? 1 : 0);
            return outcome;
        }
    }

    private static Outcome send(URI uri, SSLContext trusting, Duration deadline) {
        try (var transport = new JdkHttpTransport(TIME, Runnable::run, trusting)) {
            return transport
                    .send(new Call("POST", uri, Map.of(), new byte[] {1}, deadline, 1000))
                    .join();
        }
    }

    /** Serves with, and trusts, what is in the key store. */
    private static SSLContext tls(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var input = Files.newInputStream(file)) {
            store.load(input, PASSWORD);
        }
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (var alias : Collections.list(store.aliases())) {
            trusted.setCertificateEntry(alias, store.getCertificate(alias));
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void assertNotSent(Outcome outcome, Fault fault) {
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.fault()).isEqualTo(fault);
            assertThat(failed.sent()).isFalse();
        });
    }
}
