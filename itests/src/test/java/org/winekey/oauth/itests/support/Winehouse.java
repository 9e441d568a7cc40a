// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.CoreOptions.when;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;

/**
 * Our distribution as a Pax Exam container: free ports on the loopback address, no network, no console.
 *
 * <p>Usable on both sides: {@link #options} in the driver, {@link #uri} in the container. Thread-safe.
 */
public final class Winehouse {

    private static final String HTTP_PORT = "itest.http.port";
    private static final String LOCAL_REPOSITORY = "org.ops4j.pax.url.mvn.localRepository";
    private static final String WEB = "etc/org.ops4j.pax.web.cfg";
    private static final String MAVEN = "etc/org.ops4j.pax.url.mvn.cfg";

    private Winehouse() {}

    /** The container with what {@code more} adds, for a method annotated with {@code @Configuration}. */
    public static Option[] options(Option... more) {
        return Stream.concat(Stream.of(container()), Stream.of(more)).toArray(Option[]::new);
    }

    /** A path of the container's web server, such as {@code /oauth}; for tests that run inside. */
    public static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + required(HTTP_PORT) + path);
    }

    private static Option container() {
        var port = freePort();
        return composite(
                karafDistributionConfiguration()
                        .frameworkUrl(
                                new File(required("itest.distribution")).toURI().toString())
                        .karafVersion(required("karaf.version"))
                        .name("winekey")
                        .unpackDirectory(new File("target/exam"))
                        .useDeployFolder(false),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                logLevel(LogLevel.INFO),
                when(Boolean.getBoolean("itest.keep")).useOptions(keepRuntimeFolder()),
                systemProperty(HTTP_PORT).value(port),
                editConfigurationFilePut(WEB, "org.osgi.service.http.port", port),
                editConfigurationFilePut(WEB, "org.ops4j.pax.web.listening.addresses", "127.0.0.1"),
                editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.repositories", ""),
                editConfigurationFilePut(MAVEN, LOCAL_REPOSITORY, required(LOCAL_REPOSITORY)),
                composite(virtualMachine().stream()
                        .map(option -> (Option) vmOption(option))
                        .toArray(Option[]::new)));
    }

    /** What bin/karaf hands to Java; Pax Exam does not use that script. */
    private static List<String> virtualMachine() {
        var endorsed = "lib/endorsed/org.apache.karaf.specs.";
        var jar = "-" + required("karaf.version") + ".jar";
        return List.of(
                "--add-reads=java.xml=java.logging",
                "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
                "--patch-module=java.base=" + endorsed + "locator" + jar,
                "--patch-module=java.xml=" + endorsed + "java.xml" + jar,
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.net=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.ftp=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                "--add-exports=java.base/sun.net.www.content.text=ALL-UNNAMED",
                "--add-exports=jdk.naming.rmi/com.sun.jndi.url.rmi=ALL-UNNAMED",
                "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED");
    }

    private static String freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String required(String property) {
        var value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("system property " + property + " is not set; run through Maven");
        }
        return value;
    }
}
