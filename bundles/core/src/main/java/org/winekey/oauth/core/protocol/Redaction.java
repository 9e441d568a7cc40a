// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/** Takes known secrets out of text that somebody else wrote: some servers repeat what they were sent. Immutable. */
public final class Redaction {

    /** Takes nothing out. */
    public static final Redaction NONE = new Redaction(List.of());

    static final String MASK = "***";

    /** What is shorter keeps nobody out, and would tear holes into every word. */
    private static final int SHORTEST = 4;

    /** What is shorter could be a part of somebody else's word, as a user's name is in the name of a scope. */
    private static final int LONG = 12;

    private final List<Secret> secrets;
    /** As they are and as a form carries them; the longest first, since of one that begins with another one nothing may stay. */
    private final List<String> spellings;

    private Redaction(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
        this.spellings = secrets.stream()
                .map(Secret::reveal)
                .flatMap(text -> Stream.of(text, Form.encode(text)))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
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

    /** This redaction for text that programs compare: it leaves what is short. */
    Redaction ofLongOnes() {
        return new Redaction(secrets.stream()
                .filter(secret -> secret.reveal().length() >= LONG)
                .toList());
    }

    /** The text without the secrets. */
    String of(String text) {
        var clean = text;
        for (var spelling : spellings) {
            clean = clean.replace(spelling, MASK);
        }
        return clean;
    }
}
