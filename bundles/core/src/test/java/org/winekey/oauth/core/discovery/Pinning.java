// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.discovery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.winekey.oauth.core.seam.Route;

/** What comes of one document after another, for whoever makes documents from outside of this room. */
public final class Pinning {

    private final String issuer;
    private Pin pin;

    /** Nothing is pinned yet. */
    public Pinning(String issuer) {
        this.issuer = issuer;
    }

    /** What a document says; it is not taken. */
    public Finding read(Map<String, ?> document) {
        return new MetadataReader(issuer, Route.PUBLIC).read(document);
    }

    /** Takes a document as a later answer of the provider. */
    public Finding take(Map<String, ?> document, Instant now) {
        var finding = read(document);
        if (finding instanceof Finding.Found found) {
            pin = pin == null ? new Pin(found.metadata(), now, null) : pin.after(found.metadata(), now);
        } else if (pin != null) {
            pin = pin.after((Finding.Missing) finding, now);
        }
        return finding;
    }

    /** What is used (empty: no document could be). */
    public Optional<Pin> pin() {
        return Optional.ofNullable(pin);
    }
}
