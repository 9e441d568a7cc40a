// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.json;

import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;

/**
 * New buffers for each document: pooled ones would keep what a secret left there. They are small, because a document is,
 * and grow or are flushed as it needs. Thread-safe.
 */
final class FreshBuffers extends RecyclerPool.NonRecyclingPoolBase<BufferRecycler> {

    private static final long serialVersionUID = 1L;
    private static final int BYTES = 512;
    private static final int CHARS = 256;

    @Override
    public BufferRecycler acquirePooled() {
        return new Small();
    }

    private static final class Small extends BufferRecycler {

        @Override
        protected int byteBufferLength(int index) {
            return BYTES;
        }

        @Override
        protected int charBufferLength(int index) {
            return CHARS;
        }
    }
}
