// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the host of an address tells without asking anybody. Stateless; thread-safe. */
public final class Hosts {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern LITERAL = Pattern.compile("\\[.*]|" + OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern NAME_OF_ONE_LABEL = Pattern.compile("(?!0x)[a-z0-9-]*[a-z][a-z0-9-]*");
    /** RFC 6761, RFC 6762, RFC 8375, and what routers and the top-level registry keep for homes. */
    private static final List<String> HOME = List.of(".localhost", ".local", ".lan", ".home.arpa", ".internal");

    private Hosts() {}

    /** The address that is written as such (empty: it is a name). IPv6 stands in brackets. */
    public static Optional<InetAddress> literal(String host) {
        if (!LITERAL.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether a name means this machine. */
    public static boolean isLocalhost(String host) {
        return bare(host).equals("localhost") || bare(host).endsWith(".localhost");
    }

    /** Whether a name can only be one of this machine or of the home network, so that nobody elsewhere can own it. */
    public static boolean isOfHome(String host) {
        var name = bare(host);
        return NAME_OF_ONE_LABEL.matcher(name).matches() || HOME.stream().anyMatch(("." + name)::endsWith);
    }

    private static String bare(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
