// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.itests.support.Await;

/** An integration that brings the settings of its client along, as a bundle made at runtime. Closing it uninstalls it. */
final class DefiningBundle implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CLASS = Definer.class.getName();
    private static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.5.0" name="%1$s" immediate="true" init="1">
              <property name="definer.of" value="%2$s"/>
              <service>
                <provide interface="org.winekey.oauth.ClientDefinition"/>
                <provide interface="java.util.function.Function"/>
              </service>
              <reference name="oauth" interface="org.winekey.oauth.OAuthService" parameter="0"/>
              <implementation class="%1$s"/>
            </scr:component>
            """;

    private final BundleContext context;
    private final String client;
    private final Bundle bundle;

    private DefiningBundle(BundleContext context, String client, Bundle bundle) {
        this.context = context;
        this.client = client;
        this.bundle = bundle;
    }

    /** Installs and starts it. */
    static DefiningBundle start(BundleContext context, String client, Map<String, ?> settings) {
        try {
            var content = new ByteArrayInputStream(jar(client, settings));
            var bundle = context.installBundle("test:definer-" + client, content);
            bundle.start();
            return new DefiningBundle(context, client, bundle);
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    Bundle bundle() {
        return bundle;
    }

    /** What the bundle gets when it asks for a token. */
    TokenResult token() {
        return (TokenResult)
                Await.value(client + " answers", SOON, this::component).apply("token");
    }

    @Override
    public void close() {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private Optional<Function<String, Object>> component() {
        try {
            var found = context.getServiceReferences(Function.class.getName(), "(definer.of=" + client + ")");
            return Optional.ofNullable(found)
                    .map(references -> (Function<String, Object>) context.getService(references[0]));
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] jar(String client, Map<String, ?> settings) {
        var stored = new Properties();
        settings.forEach((key, value) -> stored.setProperty(key, value.toString()));
        stored.setProperty("oauth.client", client);
        var bytes = new ByteArrayOutputStream();
        var path = CLASS.replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(bytes, IntegrationBundle.manifest(client));
                var type = Objects.requireNonNull(Definer.class.getResourceAsStream("/" + path))) {
            jar.putNextEntry(new JarEntry("OSGI-INF/integration.xml"));
            jar.write(COMPONENT.formatted(CLASS, client).getBytes(UTF_8));
            jar.putNextEntry(new JarEntry("settings.properties"));
            stored.store(jar, null);
            jar.putNextEntry(new JarEntry(path));
            type.transferTo(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
