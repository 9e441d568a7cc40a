// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests that were made for this controller from those that a foreign web page made a browser send. A name that
 * an attacker lets point at us (DNS rebinding) is not among ours; an address literal cannot be rebound.
 *
 * <p>Thread-safe.
 */
final class Origins {

    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final Supplier<Optional<URI>> baseUri;
    private final Supplier<Optional<String>> machineName;
    private volatile @Nullable Set<String> machineNames;

    Origins(Supplier<Optional<URI>> baseUri, Supplier<Optional<String>> machineName) {
        this.baseUri = baseUri;
        this.machineName = machineName;
    }

    /** Whether the Host is the configured one, an own address, {@code localhost} or the machine's name. */
    boolean isHostOurs(HttpServletRequest request) {
        String host = plain(request.getServerName());
        int port = request.getServerPort();
        return isBase(host, port, request)
                || (port == request.getLocalPort() && (isOwnAddress(host, request) || isOwnName(host)));
    }

    /** Whether the header {@code Origin} is absent or names the origin that was asked or the configured one. */
    boolean isOriginOurs(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        String asked = originOf(request.getScheme(), plain(request.getServerName()), request.getServerPort());
        return origin.equals(asked)
                || baseUri.get().filter(base -> origin.equals(originOf(base))).isPresent();
    }

    /** Scheme, host and port as browsers write them. */
    static String originOf(URI uri) {
        return originOf(uri.getScheme(), plain(uri.getHost()), portOf(uri));
    }

    private static String originOf(String scheme, String host, int port) {
        String written = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return scheme + "://" + written + (port == defaultPort(scheme) ? "" : ":" + port);
    }

    private boolean isBase(String host, int port, HttpServletRequest request) {
        return baseUri.get()
                .filter(base -> host.equals(plain(base.getHost())))
                // A proxy in front that ends TLS hands over a Host without port, in a request that says http.
                .filter(base -> port == portOf(base)
                        || port == request.getLocalPort()
                        || port == defaultPort(request.getScheme()))
                .isPresent();
    }

    private static boolean isOwnAddress(String host, HttpServletRequest request) {
        Optional<InetAddress> asked = literal(host);
        // The address that a connection came in at is the one an honest client has put into Host.
        return asked.isPresent()
                && (asked.get().isLoopbackAddress() || asked.equals(literal(plain(request.getLocalAddr()))));
    }

    private boolean isOwnName(String host) {
        return host.equals("localhost") || machineNames().contains(host);
    }

    /** Found out once, and only when somebody asks: a machine with a broken resolver takes seconds to say its name. */
    private Set<String> machineNames() {
        Set<String> names = machineNames;
        if (names == null) {
            names = machineName.get().map(Origins::spellings).orElse(Set.of());
            machineNames = names;
        }
        return names;
    }

    private static Set<String> spellings(String name) {
        int dot = name.indexOf('.');
        String shortName = dot < 0 ? name : name.substring(0, dot);
        return Set.copyOf(List.of(name, shortName, shortName + ".local"));
    }

    /** Never resolves a name: what does not look like an address is none. */
    private static Optional<InetAddress> literal(String host) {
        try {
            return LITERAL.matcher(host).matches() ? Optional.of(InetAddress.getByName(host)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String plain(@Nullable String host) {
        String plain = host == null ? "" : host.toLowerCase(Locale.ROOT);
        if (plain.startsWith("[") && plain.endsWith("]")) {
            plain = plain.substring(1, plain.length() - 1);
        }
        int zone = plain.indexOf('%');
        return zone < 0 ? plain : plain.substring(0, zone);
    }

    private static int portOf(URI uri) {
        return uri.getPort() < 0 ? defaultPort(uri.getScheme()) : uri.getPort();
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
