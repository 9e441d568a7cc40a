// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

/**
 * Text that a provider, or whoever pretends to be one, wrote. It is shown to people and logged only after it went
 * through here; a page still escapes it.
 */
final class ProviderText {

    static final int MOST_CODE = 64;
    static final int MOST_DESCRIPTION = 200;

    private static final String CUT = "...";

    private ProviderText() {}

    /**
     * The characters that RFC 6749 appendix A.7 and A.8 allow; each run of others (line ends, escape sequences,
     * direction marks, quotes) becomes one question mark. At most {@code most} characters.
     */
    static String filtered(String text, int most) {
        var kept = new StringBuilder();
        var replaced = false;
        for (var i = 0; i < text.length() && kept.length() <= most; i++) {
            var legal = isLegal(text.charAt(i));
            if (legal) {
                kept.append(text.charAt(i));
            } else if (!replaced) {
                kept.append('?');
            }
            replaced = !legal;
        }
        if (kept.length() > most) {
            kept.setLength(most - CUT.length());
            kept.append(CUT);
        }
        return kept.toString().strip();
    }

    static boolean isLegal(String text) {
        return text.chars().allMatch(character -> isLegal((char) character));
    }

    private static boolean isLegal(char character) {
        return character >= 0x20 && character <= 0x7E && character != '"' && character != '\\';
    }
}
