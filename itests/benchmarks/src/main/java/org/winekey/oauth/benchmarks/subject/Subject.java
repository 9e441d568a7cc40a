// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.benchmarks.subject;

import java.io.IOException;

/** Something that hands out access tokens of one client and refreshes them. Thread-safe. */
public interface Subject extends AutoCloseable {

    /** The name in the results. */
    String name();

    /** From now on the access token has expired and the refresh token is good. */
    void expire() throws IOException;

    /**
     * What an integration calls.
     *
     * @return the token, or what stands for none
     * @throws IOException when there is none
     */
    Object token() throws IOException;

    @Override
    void close() throws IOException;
}
