// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks.subject;

/** Tokens of usual length, and the answer that brings them. */
public final class Tokens {

    /** Of the client, wherever a name is asked for. */
    public static final String CLIENT = "music";

    static final String CLIENT_ID = "winekey-benchmarks";

    private static final String SIGNED = "e".repeat(1000);

    private Tokens() {}

    /** A signed access token. */
    public static String access(int number) {
        return SIGNED + number;
    }

    /** An opaque refresh token. */
    public static String refresh(int number) {
        return "refresh-token-of-usual-length-" + number;
    }

    static String response(int number) {
        return "{\"access_token\":\"" + access(number) + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
                + "\"refresh_token\":\"" + refresh(number) + "\",\"scope\":\"play\"}";
    }
}
