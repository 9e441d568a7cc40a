// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Hosts;
import org.winekey.oauth.core.seam.Reach;
import org.winekey.oauth.core.seam.Route;

/**
 * Which addresses may stand in settings: https anywhere, http on this machine and, where a person admits it, at home; and
 * nothing that misleads. What names lead to is looked at when connections are made.
 */
public final class EndpointRules {

    private static final int MOST_CHARACTERS = 2048;
    private static final Set<String> ANSWER_NAMES =
            Set.of(Wire.CODE, Wire.STATE, Wire.ISS, Wire.ERROR, Wire.ERROR_DESCRIPTION);

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern NUMERIC_LABEL = Pattern.compile("(0x[0-9a-f]*|[0-9]+)");

    private EndpointRules() {}

    /**
     * What speaks against an endpoint of an authorization server.
     *
     * @param route how requests get there
     * @return one sentence with the remedy (empty: the address is fine)
     */
    public static Optional<String> check(String endpoint, Route route) {
        return Optional.ofNullable(complaint(endpoint, route));
    }

    /** As {@link #check(String, Route)}, over the public Internet. */
    public static Optional<String> check(String endpoint) {
        return check(endpoint, Route.PUBLIC);
    }

    /** As {@link #check(String)}. */
    public static Optional<String> check(URI endpoint) {
        return check(endpoint.toString());
    }

    /**
     * As {@link #check(String, Route)}, for the authorization endpoint: its own query may not set what the request sets.
     */
    public static Optional<String> checkAuthorizationEndpoint(String endpoint, Route route) {
        var complaint = complaint(endpoint, route);
        return Optional.ofNullable(
                complaint != null ? complaint : queryComplaint(URI.create(endpoint), ReservedParameters::isReserved));
    }

    /** As {@link #checkAuthorizationEndpoint(String, Route)}, over the public Internet. */
    public static Optional<String> checkAuthorizationEndpoint(String endpoint) {
        return checkAuthorizationEndpoint(endpoint, Route.PUBLIC);
    }

    /** The names in the query of an endpoint that was checked. */
    public static Set<String> queryNames(URI endpoint) {
        var query = endpoint.getRawQuery();
        return query == null ? Set.of() : Form.decode(query).keySet();
    }

    /**
     * As {@link #check(String, Route)}, for the redirect URI: its own query may not look like an answer.
     *
     * @param route plain http at home only where that is admitted
     */
    public static Optional<String> checkRedirectUri(String redirectUri, Route route) {
        var complaint = complaint(redirectUri, route);
        return Optional.ofNullable(
                complaint != null ? complaint : queryComplaint(URI.create(redirectUri), ANSWER_NAMES::contains));
    }

    /** As {@link #checkRedirectUri(String, Route)}, over the public Internet. */
    public static Optional<String> checkRedirectUri(String redirectUri) {
        return checkRedirectUri(redirectUri, Route.PUBLIC);
    }

    private static @Nullable String complaint(String text, Route route) {
        if (text.length() > MOST_CHARACTERS) {
            return "is longer than " + MOST_CHARACTERS + " characters; enter a plain https address";
        }
        if (!text.chars().allMatch(character -> character > 0x20 && character < 0x7F)) {
            return "has a space, control or non-ASCII character in it; percent-encode it or leave it out";
        }
        try {
            return complaint(new URI(text), route);
        } catch (URISyntaxException e) {
            return "is not a legal address; enter one such as https://provider.example/oauth";
        }
    }

    private static @Nullable String complaint(URI uri, Route route) {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return "must begin with https:// (or http:// for an address of this machine)";
        }
        if (uri.getRawUserInfo() != null) {
            return "must not carry a user name or password before the host; remove everything up to the @";
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 0xFFFF) {
            return "has no legal host and port; enter an address such as https://provider.example/oauth";
        }
        if (uri.getRawFragment() != null) {
            return "must not have a fragment; remove the # and what follows";
        }
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        var complaint = hostComplaint(host);
        return complaint == null && scheme.equals("http") ? plainComplaint(host, route) : complaint;
    }

    private static @Nullable String hostComplaint(String host) {
        if (isDisguised(host)) {
            return "writes an IP address in an unusual way; write it plainly, such as 192.168.1.2 or [::1]";
        }
        if (isNeverAServer(host)) {
            return "points to a link-local, metadata or unspecified address; enter the provider's own address";
        }
        return null;
    }

    /** Plain http: on this machine, or at home where a person admits it. */
    private static @Nullable String plainComplaint(String host, Route route) {
        var literal = Hosts.literal(host);
        if (literal.map(InetAddress::isLoopbackAddress).orElse(host.equals("localhost"))) {
            return null;
        }
        if (!route.insecure()) {
            return "must use https, because secrets travel to it; plain http is for 127.0.0.1, [::1] and localhost only,"
                    + " or with " + Route.ALLOW_INSECURE + " for servers of the home network";
        }
        if (literal.isPresent()) {
            return Reach.of(literal.get()) == Reach.PRIVATE ? null : "must use https: it is a public address";
        }
        return Hosts.isOfHome(host) || route.privateAddresses()
                ? null
                : "must use https: its name is no name of the home network; if it leads there all the same, set "
                        + Route.ALLOW_PRIVATE_ADDRESS + " too";
    }

    /** Decimal, octal, hexadecimal or short IPv4, and IPv4 inside IPv6: what filters and resolvers read differently. */
    private static boolean isDisguised(String host) {
        if (host.startsWith("[")) {
            return host.contains(".") || host.contains("%") || host.contains("::ffff:") || host.startsWith("[64:ff9b:");
        }
        var bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        var last = bare.substring(bare.lastIndexOf('.') + 1);
        return NUMERIC_LABEL.matcher(last).matches() && !IPV4.matcher(host).matches();
    }

    private static boolean isNeverAServer(String host) {
        return Hosts.literal(host).map(Reach::of).filter(Reach.NEVER::equals).isPresent();
    }

    private static @Nullable String queryComplaint(URI uri, Predicate<String> taken) {
        try {
            for (var name : queryNames(uri)) {
                if (taken.test(name)) {
                    return "must not carry the parameter " + ForeignText.filtered(name, ForeignText.MOST_CODE)
                            + " in its query, the protocol sets it; remove it";
                }
            }
            return null;
        } catch (IllegalArgumentException e) {
            return "has " + e.getMessage() + " in its query; write %25 for a percent sign";
        }
    }
}
