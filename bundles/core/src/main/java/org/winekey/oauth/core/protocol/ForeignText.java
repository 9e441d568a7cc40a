// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.regex.Pattern;

/**
 * Text that somebody else wrote: a provider or whoever pretends to be one, the author of a profile, another system whose
 * file is imported. It is shown to people and logged only after it went through here; a page still escapes it.
 */
public final class ForeignText {

    static final int MOST_CODE = 64;
    /** Most characters of a text for people. */
    public static final int MOST_DESCRIPTION = 200;

    private static final String CUT = "...";

    /** Words of people are shorter, tokens and codes are longer: 128 bits take 22 characters. */
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9_~+-]{20,}+");

    private ForeignText() {}

    /**
     * The characters that RFC 6749 appendix A.7 and A.8 allow; each run of others (line ends, escape sequences,
     * direction marks, quotes) becomes one question mark. What looks like a token becomes {@code ***}: servers repeat what
     * they were sent. At most {@code most} characters.
     */
    public static String filtered(String provided, int most) {
        return printable(LONG_WORD.matcher(provided).replaceAll(found -> masked(found.group())), most);
    }

    private static String printable(String text, int most) {
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

    /** The same for a name, or a sentence of ours with names in it. Nothing in it is taken for a token. */
    public static String plain(String provided, int most) {
        return printable(provided, most);
    }

    /** The same, cut where a code is cut. */
    public static String plain(String provided) {
        return plain(provided, MOST_CODE);
    }

    private static String masked(String word) {
        return word.chars().anyMatch(Character::isDigit) ? Redaction.MASK : word;
    }

    static boolean isLegal(String text) {
        return text.chars().allMatch(character -> isLegal((char) character));
    }

    private static boolean isLegal(char character) {
        return character >= 0x20 && character <= 0x7E && character != '"' && character != '\\';
    }
}
