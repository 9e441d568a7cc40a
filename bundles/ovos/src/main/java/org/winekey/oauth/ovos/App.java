// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.ovos;

import java.util.regex.Pattern;

/**
 * An app of a skill.
 *
 * @param skillId the skill
 * @param appId the app
 */
record App(String skillId, String appId) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** Whether a text can be the identifier of a skill or an app: people read it where they decide. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** What OpenVoiceOS calls it; two apps can share it, so nothing is looked up by it. */
    String mungedId() {
        return skillId + "_" + appId;
    }
}
