// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.secret.Secret;

/**
 * A one-time link and the browser that used it; both secrets are kept as hashes only. Immutable.
 *
 * @param nonceHash fingerprint of the link's nonce
 * @param bindingHash fingerprint of that browser's cookie; null until one used the link
 */
record Link(String nonceHash, @Nullable String bindingHash) {

    /** Refuses null. */
    Link {
        requireNonNull(nonceHash, "nonceHash");
    }

    /** A link that nobody used. */
    static Link of(String nonce) {
        return new Link(Secret.of(nonce).fingerprint(), null);
    }

    /** This link after a browser used it. */
    Link boundTo(String binding) {
        return new Link(nonceHash, Secret.of(binding).fingerprint());
    }

    /** Whether this is its nonce, and a browser with these bindings may use it: the first one, and then only that one. */
    boolean admits(Secret nonce, Set<String> bindings) {
        return Secret.sameFingerprint(nonceHash, nonce) && (bindingHash == null || isBoundToOneOf(bindings));
    }

    /** Whether the browser that used it has one of these bindings. */
    boolean isBoundToOneOf(Set<String> bindings) {
        return bindings.stream().anyMatch(this::isBoundTo);
    }

    /** The binding among these that it is bound to, or else that fresh one. */
    String binding(Set<String> bindings, String fresh) {
        return bindings.stream().filter(this::isBoundTo).findFirst().orElse(fresh);
    }

    private boolean isBoundTo(String binding) {
        return bindingHash != null && Secret.sameFingerprint(bindingHash, Secret.of(binding));
    }

    @Override
    public String toString() {
        return "Link[" + (bindingHash == null ? "unused" : "used") + "]";
    }
}
