// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.store;

import java.util.stream.IntStream;
import org.winekey.oauth.spi.RecordKind;

/**
 * How many bytes each slot of a file has, and where it lies. A grant never shares a disk block of 4 KiB with anything
 * else; an intent slot and a ticket slot share one, of which there are two.
 *
 * @param grant bytes of a grant slot
 * @param intent bytes of an intent slot
 * @param ticket bytes of a ticket slot
 * @param setAside bytes of a slot for grants set aside
 * @param pending bytes of a slot for a grant that waits for acceptance; 0 until there is one, since most clients never have
 *     one
 * @param metadata bytes of a slot for a provider's metadata; 0 until there is some, since not every client takes its
 *     endpoints from there
 * @param secrets bytes of a slot for secrets that a person entered; 0 until there are some
 */
record SlotLayout(int grant, int intent, int ticket, int setAside, int pending, int metadata, int secrets) {

    static final int BLOCK = 4096;
    static final int SECTOR = 512;
    static final int LARGEST_SLOT = 1 << 20;

    /** What a client gets at first: a file of 32 KiB. */
    static final SlotLayout USUAL = new SlotLayout(BLOCK, 2 * SECTOR, 6 * SECTOR, BLOCK, 0, 0, 0);

    /** Most bytes a file can have in any layout. */
    static final int LARGEST_FILE = BLOCK + 16 * LARGEST_SLOT;

    static int count(RecordKind kind) {
        return kind == RecordKind.SET_ASIDE ? 3 : 2;
    }

    boolean valid() {
        return valid(grant)
                && valid(intent)
                && valid(ticket)
                && valid(setAside)
                && (pending == 0 || valid(pending))
                && (metadata == 0 || valid(metadata))
                && (secrets == 0 || valid(secrets));
    }

    private static boolean valid(int size) {
        return size >= SECTOR && size <= LARGEST_SLOT && size % SECTOR == 0;
    }

    /** Whether a kind has slots in this file. */
    boolean has(RecordKind kind) {
        return size(kind) > 0;
    }

    int size(RecordKind kind) {
        return switch (kind) {
            case GRANT -> grant;
            case INTENT -> intent;
            case TICKET -> ticket;
            case SET_ASIDE -> setAside;
            case PENDING -> pending;
            case METADATA -> metadata;
            case SECRETS -> secrets;
        };
    }

    int offset(RecordKind kind, int index) {
        var stripe = blocks(intent + ticket);
        var grants = BLOCK + 2 * stripe;
        var asides = grants + 2 * blocks(grant);
        var pendings = asides + 3 * blocks(setAside);
        var documents = pendings + 2 * blocks(pending);
        return switch (kind) {
            case INTENT -> BLOCK + index * stripe;
            case TICKET -> BLOCK + index * stripe + intent;
            case GRANT -> grants + index * blocks(grant);
            case SET_ASIDE -> asides + index * blocks(setAside);
            case PENDING -> pendings + index * blocks(pending);
            case METADATA -> documents + index * blocks(metadata);
            case SECRETS -> documents + 2 * blocks(metadata) + index * blocks(secrets);
        };
    }

    /** Where the last slot of a kind ends. */
    int end(RecordKind kind) {
        return offset(kind, count(kind) - 1) + size(kind);
    }

    int fileSize() {
        return offset(RecordKind.SECRETS, count(RecordKind.SECRETS));
    }

    /** This layout if a slot of that many bytes fits, else one with room to spare. */
    SlotLayout holding(RecordKind kind, int bytes) {
        if (bytes <= size(kind)) {
            return this;
        }
        var larger = Math.min(LARGEST_SLOT, blocks(bytes + bytes / 2));
        return switch (kind) {
            // What is a grant today is set aside tomorrow, perhaps on a full disk.
            case GRANT ->
                new SlotLayout(larger, intent, ticket, Math.max(larger, setAside), pending, metadata, secrets);
            case INTENT -> new SlotLayout(grant, larger, ticket, setAside, pending, metadata, secrets);
            case TICKET -> new SlotLayout(grant, intent, larger, setAside, pending, metadata, secrets);
            case SET_ASIDE -> new SlotLayout(grant, intent, ticket, larger, pending, metadata, secrets);
            case PENDING -> new SlotLayout(grant, intent, ticket, setAside, larger, metadata, secrets);
            case METADATA -> new SlotLayout(grant, intent, ticket, setAside, pending, larger, secrets);
            case SECRETS -> new SlotLayout(grant, intent, ticket, setAside, pending, metadata, larger);
        };
    }

    /** Numbers of the slots of a kind. */
    static IntStream indexes(RecordKind kind) {
        return IntStream.range(0, count(kind));
    }

    private static int blocks(int bytes) {
        return (bytes + BLOCK - 1) / BLOCK * BLOCK;
    }
}
