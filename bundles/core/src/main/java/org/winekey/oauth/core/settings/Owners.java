// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.Optional;
import org.winekey.oauth.core.settings.Definition.Publisher;

/** Which bundle owns which client; outlives restarts, so that the order of the start decides nothing. */
public interface Owners {

    /** Nobody owns anything, and nobody may. */
    Owners NONE = new Owners() {
        @Override
        public Optional<String> of(String client) {
            return Optional.empty();
        }

        @Override
        public Optional<String> claim(String client, Publisher publisher) {
            return Optional.of("no bundle can own a client here");
        }

        @Override
        public void assign(String client, Publisher publisher) {
            // Nobody remembers.
        }

        @Override
        public void release(String client) {
            // Nobody owned it.
        }
    };

    /** The symbolic name of the bundle that owns a client (empty: none does). */
    Optional<String> of(String client);

    /**
     * Makes a bundle the owner of a client that none owns.
     *
     * @return why that cannot be (empty: it is, durably)
     */
    Optional<String> claim(String client, Publisher publisher);

    /** A person made a bundle the owner, whoever was. */
    void assign(String client, Publisher publisher);

    /** A person made the client, so no bundle owns it, whoever was first. */
    void release(String client);

    /** These owners, where claims succeed and change nothing. */
    static Owners lookingAhead(Owners present) {
        return new Owners() {
            @Override
            public Optional<String> of(String client) {
                return present.of(client);
            }

            @Override
            public Optional<String> claim(String client, Publisher publisher) {
                return Optional.empty();
            }

            @Override
            public void assign(String client, Publisher publisher) {
                // Nothing is remembered of what may never be.
            }

            @Override
            public void release(String client) {
                // Nothing is remembered of what may never be.
            }
        };
    }
}
