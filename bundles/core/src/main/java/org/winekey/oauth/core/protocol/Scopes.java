// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Scope tokens (RFC 6749 section 3.3): case-sensitive, in no order. */
public final class Scopes {

    private static final Pattern TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern BLANKS_AND_COMMAS = Pattern.compile("[ ,]+");

    private Scopes() {}

    /** Whether the text is one scope token. */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** The scope tokens in a list that is separated by spaces; what is no token is left out. */
    public static Set<String> parse(String list) {
        return parse(list, BLANKS);
    }

    /** The same in a list that is separated by spaces, by commas, or by both. */
    static Set<String> parseWithCommas(String list) {
        return parse(list, BLANKS_AND_COMMAS);
    }

    private static Set<String> parse(String list, Pattern separator) {
        var tokens = new LinkedHashSet<String>();
        Arrays.stream(separator.split(list)).filter(Scopes::isToken).forEach(tokens::add);
        return Collections.unmodifiableSet(tokens);
    }
}
