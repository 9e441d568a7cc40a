// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.itests.support.Await;

/**
 * An integration as others write it: a bundle with one Declarative Services component, made and installed at runtime.
 * Closing it uninstalls it. Thread-safe.
 */
final class IntegrationBundle implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CLASS = Integration.class.getName();
    private static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.5.0" name="%1$s" immediate="true" init="2">
              <property name="integration.of" value="%2$s"/>
              %3$s
              <service><provide interface="java.util.function.Function"/></service>
              <reference name="oauth" interface="org.winekey.oauth.OAuthService" parameter="0"/>
              <reference name="client" interface="org.winekey.oauth.OAuthClient" parameter="1"
                  target="(oauth.client=%2$s)"/>
              <implementation class="%1$s"/>
            </scr:component>
            """;
    private static final String CONDITION =
            "<property name=\"osgi.ds.satisfying.condition.target\" value=\"(osgi.condition.id=oauth.%s.authorized)\"/>";

    private final BundleContext context;
    private final String client;
    private final Bundle bundle;

    private IntegrationBundle(BundleContext context, String client, Bundle bundle) {
        this.context = context;
        this.client = client;
        this.bundle = bundle;
    }

    /** The symbolic name of the bundle for this client. */
    static String symbolicName(String client) {
        return "org.example." + client;
    }

    /** Starts an integration that lives while its client is configured. */
    static IntegrationBundle start(BundleContext context, String client) {
        return start(context, client, "");
    }

    /** Starts an integration that lives only while its client holds a grant. */
    static IntegrationBundle startOnCondition(BundleContext context, String client) {
        return start(context, client, CONDITION.formatted(client));
    }

    /** What the component answers, once it is active. */
    Object ask(String question) {
        return Await.value(client + " answers", SOON, () -> component().map(component -> component.apply(question)));
    }

    TokenResult token() {
        return (TokenResult) ask("token");
    }

    /** Waits until the component is there, or gone. */
    void awaitActive(boolean active) {
        Await.until(
                client + (active ? " active" : " inactive"),
                SOON,
                () -> component().isPresent() == active);
    }

    boolean isActive() {
        return component().isPresent();
    }

    @Override
    public void close() {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static IntegrationBundle start(BundleContext context, String client, String property) {
        try {
            var component = COMPONENT.formatted(CLASS, client, property);
            var bundle = context.installBundle("test:" + client, new ByteArrayInputStream(jar(client, component)));
            bundle.start();
            return new IntegrationBundle(context, client, bundle);
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private Optional<Function<String, Object>> component() {
        try {
            var found = context.getServiceReferences(Function.class.getName(), "(integration.of=" + client + ")");
            return Stream.ofNullable(found).flatMap(Stream::of).findFirst().map(reference ->
                    (Function<String, Object>) context.getService(reference));
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] jar(String client, String component) {
        var bytes = new ByteArrayOutputStream();
        var path = CLASS.replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(bytes, manifest(client));
                var type = Objects.requireNonNull(Integration.class.getResourceAsStream("/" + path))) {
            jar.putNextEntry(new JarEntry("OSGI-INF/integration.xml"));
            jar.write(component.getBytes(UTF_8));
            jar.putNextEntry(new JarEntry(path));
            type.transferTo(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Manifest manifest(String client) {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.putValue("Manifest-Version", "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", symbolicName(client));
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Import-Package", "org.winekey.oauth;version=\"[1.0,2)\"");
        headers.putValue("Service-Component", "OSGI-INF/integration.xml");
        headers.putValue(
                "Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.5.0)(!(version>=2.0.0)))\"");
        return manifest;
    }
}
