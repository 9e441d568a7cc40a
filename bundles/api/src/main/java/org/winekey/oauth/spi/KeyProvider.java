// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spi;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where the key that wraps the data keys comes from.
 *
 * <p>Thread-safe.
 */
@ConsumerType
public interface KeyProvider {

    /**
     * Identifier of the key that new records are sealed with; 16 lower-case hexadecimal digits, no secret.
     *
     * @return the identifier (never null)
     * @throws IOException when no key can be had; the message names the place where it was expected
     */
    String currentKeyId() throws IOException;

    /**
     * A key by its identifier.
     *
     * @param keyId the identifier that a record carries (never null)
     * @return a fresh copy of 32 bytes that the caller wipes (never null, empty: no such key here)
     * @throws IOException when the keys cannot be read
     */
    Optional<byte[]> key(String keyId) throws IOException;
}
