// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.records;

import java.io.IOException;
import java.util.Random;
import org.winekey.oauth.spi.RecordKind;

/**
 * What a busy house does to a store: token updates with their intents, sign-ins, larger records, new clients, clients
 * that are forgotten, grants set aside. The same for the same seed. Not thread-safe.
 */
public final class Workload {

    /** How many there are at most: client-0 and so on. */
    public static final int CLIENTS = 12;

    private final Ledger ledger;
    private final Random chance;

    /** Writes into that ledger. */
    public Workload(Ledger ledger, long seed) {
        this.ledger = ledger;
        this.chance = new Random(seed);
    }

    /** That many steps; each is one to three writes. */
    public void run(int steps) throws IOException {
        for (int step = 0; step < steps; step++) {
            step("client-" + chance.nextInt(Math.min(CLIENTS, 1 + step / 4)), "step " + step);
        }
    }

    private void step(String client, String text) throws IOException {
        switch (chance.nextInt(12)) {
            case 0 -> ledger.remove(client);
            case 1 -> signIn(client, text);
            case 2 -> setAside(client, text);
            case 3 -> ledger.write(client, RecordKind.GRANT, text + " " + "x".repeat(chance.nextInt(9000)));
            default -> update(client, text);
        }
    }

    private void signIn(String client, String text) throws IOException {
        ledger.write(client, RecordKind.TICKET, text);
        ledger.write(client, RecordKind.GRANT, text);
        ledger.clear(client, RecordKind.TICKET);
    }

    private void setAside(String client, String text) throws IOException {
        ledger.write(client, RecordKind.SET_ASIDE, text);
        ledger.clear(client, RecordKind.GRANT);
    }

    private void update(String client, String text) throws IOException {
        ledger.write(client, RecordKind.INTENT, text);
        ledger.write(client, RecordKind.GRANT, text);
    }
}
