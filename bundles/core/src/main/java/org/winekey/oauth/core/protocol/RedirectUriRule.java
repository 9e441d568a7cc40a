// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.net.URI;
import java.util.List;

/** Which redirect URIs a provider takes. */
public enum RedirectUriRule implements Named {
    /** Whatever was registered. */
    ANY("any", ""),
    /** Only https. */
    HTTPS("https", "https addresses"),
    /** Only https, and plain http at an IP address of this machine. */
    HTTPS_OR_LOOPBACK_IP("https_or_loopback_ip", "https addresses, and http://127.0.0.1 or http://[::1]");

    private static final List<String> LOOPBACK = List.of("http://127.0.0.1", "http://[::1]");

    private final String wireName;
    private final String words;

    RedirectUriRule(String wireName, String words) {
        this.wireName = wireName;
        this.words = words;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** What it admits, for people. */
    public String words() {
        return words;
    }

    /** Whether the provider takes this one. */
    public boolean admits(String redirectUri) {
        var uri = URI.create(redirectUri);
        return this == ANY
                || "https".equalsIgnoreCase(uri.getScheme())
                || (this == HTTPS_OR_LOOPBACK_IP && LOOPBACK.contains(uri.getScheme() + "://" + uri.getHost()));
    }
}
