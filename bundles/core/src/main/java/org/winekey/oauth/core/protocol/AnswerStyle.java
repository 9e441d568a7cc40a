// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

/** How the answers of a token endpoint read where that is not as in RFC 6749 section 5. Immutable. */
public record AnswerStyle() {

    /** Answers as in RFC 6749. */
    public static final AnswerStyle PLAIN = new AnswerStyle();
}
