// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What an operator should know after a clone check. Thread-safe. */
@FunctionalInterface
public interface CloneNotice {

    /** The notice, if it holds now. No secrets. */
    Optional<String> now();

    /** A notice that holds as long as a grant is in the batch, and looks at the store only that long. */
    final class OfBatch implements CloneNotice {

        private final String text;
        private final Quarantines quarantines;
        private final String batch;
        private volatile List<String> held;

        OfBatch(String text, Quarantines quarantines, String batch, List<String> held) {
            this.text = text;
            this.quarantines = quarantines;
            this.batch = batch;
            this.held = held;
        }

        @Override
        public Optional<String> now() {
            held = held.stream().dropWhile(this::isOut).toList();
            return held.isEmpty() ? Optional.empty() : Optional.of(text);
        }

        /** A grant that cannot be looked at may still be in. */
        private boolean isOut(String client) {
            try {
                return !quarantines.holds(client, batch);
            } catch (IOException e) {
                return false;
            }
        }
    }
}
