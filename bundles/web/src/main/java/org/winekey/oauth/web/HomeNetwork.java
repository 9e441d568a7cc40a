// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser is. Behind a proxy the container sees the proxy alone; what that one adds at the end of
 * {@code X-Forwarded-For}, or sets as {@code X-Real-IP}, is the address of whom it speaks for. A proxy sets one of them and may
 * pass on the other as the browser sent it, so that all that are there have to agree. Without a proxy nobody gains by forging
 * them: who reaches us then is at home already.
 */
final class HomeNetwork {

    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|(?=[^:]*:)[0-9A-Fa-f:.]{2,45}(%[0-9A-Za-z]{1,15})?");

    private HomeNetwork() {}

    /**
     * Whether the browser is on this machine or in its home network, as far as is known.
     *
     * @param base where browsers reach us (empty: not configured)
     */
    static boolean has(HttpServletRequest request, Optional<URI> base) {
        if (!isAtHome(request.getRemoteAddr())) {
            return false;
        }
        var told = told(request);
        return told.isEmpty() ? !isProxied(request, base) : told.stream().allMatch(HomeNetwork::isAtHome);
    }

    /**
     * The browser's address for people.
     *
     * @param base where browsers reach us (empty: not configured)
     */
    static String shown(HttpServletRequest request, Optional<URI> base) {
        String peer = request.getRemoteAddr();
        var told = told(request);
        if (told.isEmpty() && !isProxied(request, base)) {
            return peer;
        }
        boolean known = told.size() == 1 && ADDRESS.matcher(told.get(0)).matches();
        return (known ? told.get(0) : "unknown") + ", over the proxy " + peer;
    }

    /** Whether the browser is on this very machine, as far as is known. */
    static boolean isThisMachine(HttpServletRequest request) {
        return told(request).isEmpty()
                && !isProxied(request)
                && literal(request.getRemoteAddr())
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    /** Whom a proxy says it speaks for; several where its headers contradict each other. */
    private static List<String> told(HttpServletRequest request) {
        return Stream.of("X-Forwarded-For", "X-Real-IP")
                .flatMap(name -> last(request, name).stream())
                .distinct()
                .toList();
    }

    /** The end of a list, which may come in several lines (RFC 9110 section 5.3). */
    private static Optional<String> last(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name)).stream()
                .reduce((first, second) -> second)
                .map(list -> list.substring(list.lastIndexOf(',') + 1).strip());
    }

    /** Who is asked over https and sees plain http has a proxy in front, even if that one says nothing. */
    private static boolean isProxied(HttpServletRequest request, Optional<URI> base) {
        return isProxied(request)
                || (!request.isSecure()
                        && base.filter(uri -> "https".equals(uri.getScheme())).isPresent());
    }

    private static boolean isProxied(HttpServletRequest request) {
        return Stream.of("Forwarded", "Via", "X-Forwarded-Host", "X-Forwarded-Proto")
                .anyMatch(name -> request.getHeader(name) != null);
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
