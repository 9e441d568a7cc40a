// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/** Takes known secrets out of text that somebody else wrote: some servers repeat what they were sent. Immutable. */
public final class Redaction {

    /** Takes nothing out. */
    public static final Redaction NONE = new Redaction(List.of());

    static final String MASK = "***";

    /** What is shorter keeps nobody out, and would tear holes into every word. */
    private static final int SHORTEST = 4;

    private final List<Secret> secrets;

    private Redaction(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** This redaction, which also takes out that secret (null: it stays as it is). */
    public Redaction and(@Nullable Secret secret) {
        if (secret == null || secret.reveal().length() < SHORTEST) {
            return this;
        }
        var more = new ArrayList<>(secrets);
        more.add(secret);
        return new Redaction(more);
    }

    /** The text without the secrets, as they are and as a form carries them. */
    String of(String text) {
        var clean = text;
        for (var secret : secrets) {
            clean = clean.replace(secret.reveal(), MASK).replace(Form.encode(secret.reveal()), MASK);
        }
        return clean;
    }
}
