// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An app of a skill.
 *
 * @param skillId the skill
 * @param appId the app
 */
record App(String skillId, String appId) {

    private static final int LONGEST_WORD = 20;

    /** What OpenVoiceOS calls it; two apps can share it, so nothing is looked up by it. */
    String mungedId() {
        return skillId + "_" + appId;
    }

    /** Its client name: readable, and another one for every other app. */
    String client() {
        return "ovos-" + word(skillId) + "-" + word(appId) + "-" + digest();
    }

    private static String word(String id) {
        var word = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) : word;
    }

    private String digest() {
        try {
            var bytes = (skillId.length() + ":" + skillId + appId).getBytes(UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
