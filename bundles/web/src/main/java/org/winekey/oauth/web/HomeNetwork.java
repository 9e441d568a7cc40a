// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser is. Behind a proxy the container sees the proxy alone; what that one adds at the end of
 * {@code X-Forwarded-For} is the address of whom it speaks for. Nobody gains by forging it: who reaches us without a proxy is
 * at home already.
 */
final class HomeNetwork {

    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|(?=[^:]*:)[0-9A-Fa-f:.]{2,45}(%[0-9A-Za-z]{1,15})?");
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private HomeNetwork() {}

    /** Whether the browser is on this machine or in its home network, as far as is known. */
    static boolean has(HttpServletRequest request) {
        if (!isAtHome(request.getRemoteAddr())) {
            return false;
        }
        String forwarded = request.getHeader(FORWARDED_FOR);
        return forwarded == null ? !isProxied(request) : isAtHome(last(forwarded));
    }

    /** The browser's address for people. */
    static String shown(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        String forwarded = request.getHeader(FORWARDED_FOR);
        if (forwarded == null) {
            return isProxied(request) ? "unknown, over the proxy " + peer : peer;
        }
        String last = last(forwarded);
        return (ADDRESS.matcher(last).matches() ? last : "unknown") + ", over the proxy " + peer;
    }

    private static boolean isProxied(HttpServletRequest request) {
        return Stream.of("Forwarded", "Via", "X-Forwarded-Host", "X-Forwarded-Proto")
                .anyMatch(name -> request.getHeader(name) != null);
    }

    private static String last(String list) {
        return list.substring(list.lastIndexOf(',') + 1).strip();
    }

    /** Whether the browser is on this very machine, as far as is known. */
    static boolean isThisMachine(HttpServletRequest request) {
        return request.getHeader(FORWARDED_FOR) == null
                && !isProxied(request)
                && literal(request.getRemoteAddr())
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    private static boolean isAtHome(@Nullable String address) {
        return literal(address)
                .filter(at -> at.isLoopbackAddress()
                        || at.isSiteLocalAddress()
                        || at.isLinkLocalAddress()
                        || isUniqueLocal(at))
                .isPresent();
    }

    /** Containers write an address of IPv6 with its brackets or without them. */
    private static Optional<InetAddress> literal(@Nullable String address) {
        var plain = address != null && address.startsWith("[") && address.endsWith("]")
                ? address.substring(1, address.length() - 1)
                : address;
        try {
            return plain != null && ADDRESS.matcher(plain).matches()
                    ? Optional.of(InetAddress.getByName(plain))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** RFC 4193. */
    private static boolean isUniqueLocal(InetAddress at) {
        byte[] bytes = at.getAddress();
        return bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    }
}
