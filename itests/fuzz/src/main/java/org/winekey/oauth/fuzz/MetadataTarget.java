// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.discovery.Finding;
import org.winekey.oauth.core.discovery.Metadata;
import org.winekey.oauth.core.discovery.Pinning;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;

/** Metadata: documents that a provider shows one after the other, an empty line between them. */
public final class MetadataTarget {

    private static final String ISSUER = "https://as.example";
    private static final int MOST_TEXT = 3000;

    private MetadataTarget() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        Guard.within(16, () -> check(Escapes.bytes(input).split("\n\n", 4)));
    }

    private static void check(String[] documents) {
        var pinning = new Pinning(ISSUER);
        @Nullable Set<String> servers = null;
        for (var document : documents) {
            var members = members(document);
            if (members == null) {
                continue;
            }
            check(pinning.take(members, Verdicts.NOW), members);
            var pin = pinning.pin().orElse(null);
            if (pin != null) {
                var now = servers(pin.metadata());
                Claim.that(servers == null || servers.containsAll(now), "secrets or browsers go to another server");
                Claim.shown(pin.refusal(), MOST_TEXT, "a refusal");
                servers = servers == null ? now : servers;
            }
        }
    }

    private static @Nullable Map<String, @Nullable Object> members(String document) {
        try {
            return Json.readObject(document.getBytes(ISO_8859_1));
        } catch (JsonException e) {
            return null;
        }
    }

    private static void check(Finding finding, Map<String, @Nullable Object> members) {
        if (finding instanceof Finding.Found found) {
            Claim.that(ISSUER.equals(members.get("issuer")), "the document of another issuer is used");
            Claim.that(found.metadata().issuer().equals(ISSUER), "another issuer is used");
            check(found.metadata().endpoints().values());
            check(found.metadata().mtlsAliases().values());
            var token = found.metadata().endpoints().get("token_endpoint");
            Claim.that(
                    String.valueOf(token).equals(members.get("token_endpoint")),
                    "another token endpoint than is written");
        } else if (finding instanceof Finding.Missing missing) {
            Claim.shown(missing.reason(), MOST_TEXT, "a reason");
        }
    }

    private static void check(Collection<URI> endpoints) {
        for (var endpoint : endpoints) {
            var host = String.valueOf(endpoint.getHost()).toLowerCase(Locale.ROOT);
            Claim.that("https".equalsIgnoreCase(endpoint.getScheme()), "an endpoint without https");
            Claim.that(endpoint.getHost() != null && endpoint.getRawUserInfo() == null, "an endpoint that misleads");
            Claim.that(
                    endpoint.getRawFragment() == null && endpoint.getPort() <= 0xFFFF,
                    "an endpoint that no request has");
            Claim.that(!isAtHome(host), "an endpoint in the home network");
            Claim.that(
                    endpoint.toString().chars().allMatch(one -> one > 0x20 && one < 0x7F),
                    "an endpoint with hidden characters");
        }
    }

    /** What can be told of a host without asking anybody; names that lead home are not among it. */
    private static boolean isAtHome(String host) {
        return host.matches("(10|127|169\\.254|192\\.168|172\\.(1[6-9]|2[0-9]|3[01]))\\.[0-9.]+")
                || host.matches("(.*\\.)?(localhost|local|lan|internal|home\\.arpa)\\.?")
                || host.matches("\\[(::1?|f[cde].*)]")
                || (host.matches("[0-9.]*[0-9]|0x[0-9a-f]+") && !host.matches("[1-9][0-9]{0,2}(\\.[0-9]{1,3}){3}"));
    }

    private static Set<String> servers(Metadata metadata) {
        var servers = new HashSet<String>();
        for (var endpoints : List.of(metadata.endpoints(), metadata.mtlsAliases())) {
            endpoints.values().forEach(endpoint -> servers.add(server(endpoint)));
        }
        return servers;
    }

    private static String server(URI endpoint) {
        var port = endpoint.getPort() < 0 ? 443 : endpoint.getPort();
        return endpoint.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }
}
