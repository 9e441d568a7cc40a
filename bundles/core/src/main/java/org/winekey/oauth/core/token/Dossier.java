// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.ClientEvent;

/**
 * Why a client is as it is; no secret among it. Immutable.
 *
 * @param report what faces may know
 * @param evidence what the status rests on, one sentence each
 * @param registration which registration got the grant, and whether the settings differ
 * @param next what happens next by itself
 * @param nextAt when (null: nothing is planned, or it is under way)
 * @param events what happened, the newest first
 */
public record Dossier(
        KeeperReport report,
        List<String> evidence,
        String registration,
        String next,
        @Nullable Instant nextAt,
        List<? extends ClientEvent> events) {

    /** Copies the lists. */
    public Dossier {
        evidence = List.copyOf(evidence);
        events = List.copyOf(events);
    }

    /** What can be told when nobody could be asked. */
    public static Dossier ofReport(KeeperReport report, String why, List<? extends ClientEvent> events) {
        return new Dossier(report, List.of(why), "not known at present", "not known at present", null, events);
    }
}
