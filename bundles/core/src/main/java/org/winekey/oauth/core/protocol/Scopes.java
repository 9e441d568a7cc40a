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
    private static final Pattern SEPARATOR = Pattern.compile(" +");

    private Scopes() {}

    /** Whether the text is one scope token. */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** The scope tokens in a list that is separated by spaces; what is no token is left out. */
    public static Set<String> parse(String list) {
        var tokens = new LinkedHashSet<String>();
        Arrays.stream(SEPARATOR.split(list)).filter(Scopes::isToken).forEach(tokens::add);
        return Collections.unmodifiableSet(tokens);
    }
}
