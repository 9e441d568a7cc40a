// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;

/** How far away what has an address can be. */
public enum Reach {
    /** No provider has it: link-local, unspecified, multicast, or the metadata service of a cloud. */
    NEVER,
    /** This machine or its own networks: loopback, private, shared and unique local addresses. */
    PRIVATE,
    /** Anywhere. */
    PUBLIC;

    /** Those of Alibaba, Oracle and Azure; the others are link-local. */
    private static final Set<String> METADATA = Set.of("100.100.100.200", "192.0.0.192", "168.63.129.16");

    private static final int IPV4 = 4;

    /** Where this address can be; one that carries an IPv4 address counts as that. */
    public static Reach of(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length == IPV4) {
            return METADATA.contains(address.getHostAddress()) ? NEVER : ofIpv4(bytes[0] & 0xFF, bytes[1] & 0xFF);
        }
        var carried = carriedIpv4(bytes);
        if (carried >= 0) {
            return ofCarried(Arrays.copyOfRange(bytes, carried, carried + IPV4));
        }
        return address.isLoopbackAddress() ? PRIVATE : ofIpv6(bytes[0] & 0xFF, bytes[1] & 0xFF, bytes);
    }

    private static Reach ofIpv4(int first, int second) {
        if (first == 0 || first >= 224 || (first == 169 && second == 254)) {
            return NEVER;
        }
        boolean isPrivate = first == 10
                || first == 127
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && (second == 168 || second == 0))
                || (first == 100 && second >= 64 && second < 128)
                || (first == 198 && (second == 18 || second == 19));
        return isPrivate ? PRIVATE : PUBLIC;
    }

    private static Reach ofIpv6(int first, int second, byte[] bytes) {
        boolean isMetadata = first == 0xFD && second == 0 && bytes[2] == 0x0E && (bytes[3] & 0xFF) == 0xC2;
        boolean isLinkLocal = first == 0xFE && (second & 0xC0) == 0x80;
        boolean isUnspecified = startsWith(bytes, new byte[bytes.length]);
        if (isMetadata || isLinkLocal || isUnspecified || first == 0xFF) {
            return NEVER;
        }
        boolean isSiteLocal = first == 0xFE && (second & 0xC0) == 0xC0;
        boolean isLocalTranslation = first == 0 && second == 0x64;
        return (first & 0xFE) == 0xFC || isSiteLocal || isLocalTranslation ? PRIVATE : PUBLIC;
    }

    /** Where an IPv4 address begins in a mapped, translated (RFC 6052) or 6to4 address; negative: it carries none. */
    private static int carriedIpv4(byte[] bytes) {
        var mapped = new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};
        var translated = new byte[] {0, 0x64, (byte) 0xFF, (byte) 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
        if (startsWith(bytes, mapped) || startsWith(bytes, translated)) {
            return mapped.length;
        }
        // The oldest form, ::a.b.c.d; :: and ::1 look like it.
        if (startsWith(bytes, new byte[12]) && (bytes[12] != 0 || bytes[13] != 0)) {
            return mapped.length;
        }
        return startsWith(bytes, new byte[] {0x20, 0x02}) ? 2 : -1;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static Reach ofCarried(byte[] ipv4) {
        try {
            return of(InetAddress.getByAddress(ipv4));
        } catch (UnknownHostException e) {
            return NEVER;
        }
    }
}
