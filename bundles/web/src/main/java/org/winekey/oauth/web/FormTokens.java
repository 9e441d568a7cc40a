// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token in each form of ours: a code over the user and the path that the form leads to, under a key that lives as
 * long as this bundle runs. A foreign page cannot make one, and one form's token is worth nothing to another.
 *
 * <p>Thread-safe.
 */
final class FormTokens {

    static final String FIELD = "token";

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    FormTokens(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The token of the form that leads to this path; the user is empty where nobody logs in. */
    String token(String user, String path) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // A path of ours has no line break, so that no user name can shift the border between the two.
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal((path + "\n" + user).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    boolean accepts(List<String> sent, String user, String path) {
        return sent.size() == 1
                && MessageDigest.isEqual(
                        sent.get(0).getBytes(UTF_8), token(user, path).getBytes(UTF_8));
    }

    /** The hidden field of the form that leads to this path. */
    Html field(String user, String path) {
        return Html.of("<input type=\"hidden\" name=\"{}\" value=\"{}\">", FIELD, token(user, path));
    }
}
