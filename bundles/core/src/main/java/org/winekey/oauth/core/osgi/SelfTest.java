// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.winekey.oauth.admin.Finding;
import org.winekey.oauth.core.seam.Hosts;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.HttpTransport.Answered;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;
import org.winekey.oauth.core.seam.HttpTransport.Outcome;
import org.winekey.oauth.core.seam.Reach;
import org.winekey.oauth.core.seam.Route;

/**
 * Whether the addresses that we announce lead to us: asks for a link that nobody knows over each of them, and looks whether
 * the question comes in here. That works through any proxy, and cannot be fooled by another server. Thread-safe.
 */
final class SelfTest {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int BODY_CAP = 64 * 1024;
    private static final int MOST = 16;
    private static final Route HOME = new Route(true, true, List.of(), null);

    private final Outside outside;
    private final Map<String, Boolean> probes = new ConcurrentHashMap<>();

    SelfTest(Outside outside) {
        this.outside = outside;
    }

    /** Whether this is a question of ours that has come home; nobody else can know such a link. */
    boolean cameHome(String nonce) {
        return probes.computeIfPresent(nonce, (probe, before) -> true) != null;
    }

    /**
     * Looks at the announced addresses; waits for them {@link #DEADLINE} at most.
     *
     * @param base where browsers reach this controller (empty: not known)
     * @param redirectUris those of all clients that lead to a callback of ours
     */
    List<Finding> run(Optional<URI> base, Collection<URI> redirectUris) {
        if (base.isEmpty()) {
            return List.of(new Finding(
                    "base_uri", false, "is not known: no HTTP service is up; set base_uri of org.winekey.oauth"));
        }
        var origins = new LinkedHashSet<URI>();
        origins.add(base.get());
        redirectUris.stream().map(uri -> uri.resolve("/")).map(SelfTest::bare).forEach(origins::add);
        var findings = new ArrayList<Finding>();
        origins.forEach(origin -> hint(origin).ifPresent(findings::add));
        var asked = origins.stream().limit(MOST).map(this::ask).toList();
        asked.forEach(finding -> outside.work().await(finding, DEADLINE).ifPresent(findings::add));
        return List.copyOf(findings);
    }

    private static URI bare(URI origin) {
        var text = origin.toString();
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** What many providers refuse to register (RFC 9700 section 2.6, RFC 8252 section 8.3). */
    private static Optional<Finding> hint(URI origin) {
        if (!"http".equals(origin.getScheme()) || isThisMachine(origin.getHost())) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                origin.toString(),
                false,
                "is plain http, which many providers accept for 127.0.0.1 only: put https in front, use a relay"
                        + " (relay_uri), or sign in with a code (oauth:authorize --device)"));
    }

    private static boolean isThisMachine(String host) {
        return Hosts.isLocalhost(host)
                || Hosts.literal(host)
                        .filter(address -> Reach.of(address) == Reach.PRIVATE && address.isLoopbackAddress())
                        .isPresent();
    }

    private CompletableFuture<Finding> ask(URI origin) {
        var nonce = outside.entropy().token(32);
        probes.put(nonce, false);
        var call = new HttpTransport.Call(
                "GET", URI.create(origin + "/oauth/go/" + nonce), Map.of(), new byte[0], DEADLINE, BODY_CAP, HOME);
        return outside.transport().send(call).thenApply(end -> {
            var home = Boolean.TRUE.equals(probes.remove(nonce));
            return new Finding(origin.toString(), home, home ? "leads to this controller" : why(end));
        });
    }

    private static String why(Outcome end) {
        if (end instanceof Answered answered) {
            return "leads to something else, which answered HTTP " + answered.status()
                    + ": correct base_uri (or redirect_uri), or the proxy in front";
        }
        var failed = (Failed) end;
        return isCertificate(failed.fault())
                ? "shows a certificate that this controller does not trust (" + failed.fault()
                        + "); browsers that trust it can use it all the same"
                : "cannot be reached from here (" + failed.fault() + ": " + failed.detail()
                        + "); if a browser of the house can reach it, all is well";
    }

    private static boolean isCertificate(Fault fault) {
        return fault == Fault.CERTIFICATE
                || fault == Fault.CERTIFICATE_EXPIRED
                || fault == Fault.CERTIFICATE_NOT_YET_VALID;
    }
}
