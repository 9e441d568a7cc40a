// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.seam.Lane;
import org.winekey.oauth.core.token.Attempt.End;
import org.winekey.oauth.core.token.Attempt.Refused;

/** Makes what a flight of one client sends. For one lane only. */
final class Attempts {

    private static final int GRANT_ID_BYTES = 16;

    private final Seams seams;
    private final Lane lane;
    private final GrantRecords records;
    private final Budget budget;
    private final Consumer<End> landed;
    private int unknownFetches;

    Attempts(Seams seams, Lane lane, GrantRecords records, Budget budget, Consumer<End> landed) {
        this.seams = seams;
        this.lane = lane;
        this.records = records;
        this.budget = budget;
        this.landed = landed;
    }

    /** A refresh; without a usable token, and where the provider never rotates, even if the disk refuses the intent. */
    Attempt refresh(Holding holding, Registration registration, boolean usable, boolean byPerson) {
        var held = requireNonNull(holding.held());
        var stored = requireNonNull(holding.stored());
        var job = new Refresh.Job(held, stored, registration, !usable && held.neverRotates(), byPerson);
        return new Refresh(seams, lane, records, budget, job, landed);
    }

    /** A request with the client's own credentials. */
    Attempt fetch(Holding holding, Registration registration, boolean byPerson) {
        var freshId = seams.entropy().hex(GRANT_ID_BYTES);
        var job = new Fetch.Job(holding.held(), holding.stored(), registration, freshId, unknownFetches, byPerson);
        return new Fetch(seams, lane, records, budget, job, this::fetched);
    }

    // Lost answers of fetches are counted in memory only: one request too many after a restart costs nothing.
    private void fetched(End end) {
        unknownFetches =
                end instanceof Refused refused && refused.verdict().kind() == Kind.UNKNOWN ? refused.unknownSends() : 0;
        landed.accept(end);
    }
}
