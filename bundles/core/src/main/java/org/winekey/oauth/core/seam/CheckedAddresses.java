// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.winekey.oauth.core.seam.Route.ALLOW_INSECURE;
import static org.winekey.oauth.core.seam.Route.ALLOW_PRIVATE_ADDRESS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Decides where a request of a route may go, at the moment it goes there: {@code java.net.http} asks before each request
 * which proxy to take, and sends nothing when that throws.
 *
 * <p>For https the JDK looks up the name once more. Whoever changes it in between gains a connection that ends at the
 * certificate, before anything was sent. For plain http nothing else stands guard, so the connection is made to the very
 * address that was looked at: the server is named as the proxy to itself, and gets the whole address in the request line,
 * which each server has to accept (RFC 9112 section 3.2.2). Thread-safe.
 */
final class CheckedAddresses extends ProxySelector {

    /** Looks up names. */
    interface Names {
        InetAddress[] lookUp(String host) throws UnknownHostException;
    }

    private static final int HTTP_PORT = 80;

    private final Route route;
    private final ProxySelector machine;
    private final Names names;

    CheckedAddresses(Route route, ProxySelector machine, Names names) {
        this.route = route;
        this.machine = machine;
        this.names = names;
    }

    /**
     * The way to this address. May block.
     *
     * @throws RefusedAddressException when there is none
     * @throws UnresolvedNameException when the name does not resolve
     */
    @Override
    public List<Proxy> select(URI uri) {
        var host = uri.getHost();
        if (host == null) {
            throw new RefusedAddressException(null, "the address has no legal host");
        }
        boolean isPlain = "http".equalsIgnoreCase(uri.getScheme());
        var proxies = machine.select(uri);
        var literal = Hosts.literal(host).orElse(null);
        if (literal != null) {
            requireAdmitted(host, isPlain, true, literal);
            return proxies;
        }
        if (!isPlain && isProxied(proxies)) {
            // The name is the proxy's to look up; here it may not even resolve.
            return proxies;
        }
        var address = admitted(host, isPlain);
        return isPlain ? List.of(itself(uri, address)) : proxies;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException trouble) {
        machine.connectFailed(uri, address, trouble);
    }

    /** The address that a name leads to, if it may. */
    private InetAddress admitted(String host, boolean isPlain) {
        boolean isOfHome = Hosts.isOfHome(host);
        if (isPlain && !route.insecure() && !Hosts.isLocalhost(host)) {
            throw refusedPlain(host);
        }
        var addresses = lookUp(host);
        // A name of the home network often has a link-local address, too; the JDK takes the first one.
        var looked = isOfHome ? addresses.subList(0, 1) : addresses;
        looked.forEach(address -> requireAdmitted(host, isPlain, isOfHome, address));
        return addresses.get(0);
    }

    private void requireAdmitted(String host, boolean isPlain, boolean isOfHome, InetAddress address) {
        var reach = Reach.of(address);
        if (reach == Reach.NEVER) {
            throw new RefusedAddressException(
                    null, host + " is or leads to a link-local, metadata or unspecified address, where no provider is");
        }
        if (isPlain && reach == Reach.PUBLIC) {
            throw new RefusedAddressException(
                    null, host + " is or leads to a public address, and plain http is never sent there; use https");
        }
        if (isPlain && !route.insecure() && !address.isLoopbackAddress()) {
            throw refusedPlain(host);
        }
        if (reach == Reach.PRIVATE && !isOfHome && !route.privateAddresses()) {
            throw new RefusedAddressException(
                    ALLOW_PRIVATE_ADDRESS,
                    host + " leads to a private address; if it is meant to, set " + ALLOW_PRIVATE_ADDRESS
                            + " of this client");
        }
    }

    private static RefusedAddressException refusedPlain(String host) {
        return new RefusedAddressException(
                ALLOW_INSECURE,
                "plain http to " + host + " is refused; use https, or set " + ALLOW_INSECURE
                        + " of this client for a server of the home network");
    }

    private List<InetAddress> lookUp(String host) {
        try {
            var addresses = names.lookUp(host);
            if (addresses.length > 0) {
                return Arrays.asList(addresses);
            }
        } catch (UnknownHostException e) {
            throw new UnresolvedNameException(host, e);
        }
        throw new UnresolvedNameException(host, null);
    }

    private static Proxy itself(URI uri, InetAddress address) {
        var port = uri.getPort() >= 0 ? uri.getPort() : HTTP_PORT;
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address, port));
    }

    private static boolean isProxied(List<Proxy> proxies) {
        return !proxies.isEmpty() && proxies.get(0).type() == Proxy.Type.HTTP;
    }
}
