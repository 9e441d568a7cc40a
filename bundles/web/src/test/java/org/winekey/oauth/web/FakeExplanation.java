// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientExplanation;
import org.winekey.oauth.admin.ClientReport;

/** An explanation of which the report and the events can be chosen. */
record FakeExplanation(ClientReport report, List<ClientEvent> events) implements ClientExplanation {

    /** Something that happened so often, the last time at eleven minutes past ten. */
    record Event(Kind kind, String text, int times, Optional<Instant> waitUntil) implements ClientEvent {

        @Override
        public Instant firstAt() {
            return Instant.parse("2026-01-01T09:00:00Z");
        }

        @Override
        public Instant lastAt() {
            return times == 1 ? firstAt() : Instant.parse("2026-01-01T10:11:00Z");
        }
    }

    @Override
    public String whoActs() {
        return "Nobody, it is <well>.";
    }

    @Override
    public String next() {
        return "A refresh ahead of the end.";
    }

    @Override
    public Optional<Instant> nextAt() {
        return Optional.of(Instant.parse("2026-01-01T10:48:00Z"));
    }

    @Override
    public List<String> evidence() {
        return List.of("a token is held", "the disk works");
    }

    @Override
    public String registration() {
        return "The present settings got the grant.";
    }
}
