// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.io.IOException;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mark that a store leaves when it was closed with every file flushed. Without it the last user may have been killed
 * between a write and its flush, and what is read at the start may be in memory only.
 */
final class OrderlyEnd {

    private static final Logger LOG = LoggerFactory.getLogger(OrderlyEnd.class);

    private OrderlyEnd() {}

    /** Whether the mark was there; it is taken away, durably with the next flush of the folder. */
    static boolean takeMark(StoreFolder folder, StoreFolder.Listing listing) throws IOException {
        var there = listing.files().containsKey(StoreFolder.CLOSED);
        if (there) {
            folder.io().delete(folder.file(StoreFolder.CLOSED));
        }
        return there;
    }

    /** Flushes what was never flushed, and leaves the mark if that succeeds. */
    static void leaveMark(StoreFolder folder, Collection<Shelf> shelves) {
        try {
            for (var shelf : shelves) {
                shelf.settle();
            }
            folder.io().create(folder.file(StoreFolder.CLOSED)).close();
            folder.io().forceDirectory(folder.path());
        } catch (IOException e) {
            LOG.debug("The next start of the store in {} flushes what it reads: {}", folder.path(), e.getMessage());
        }
    }
}
