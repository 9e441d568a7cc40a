// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.ClientExplanation;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.core.token.Dossier;

/** Why a client is as it is, put together for faces. */
record Explanation(ClientReport report, Dossier dossier) implements ClientExplanation {

    /** The explanation of a configuration that works for no client. */
    static ClientExplanation ofStray(ClientReport stray) {
        return new Explanation(stray, Desks.nothingToTell(Desks.nothingKnown(stray.status())));
    }

    @Override
    public String whoActs() {
        var status = report.status();
        return switch (status.audience()) {
            case NONE -> "nobody has to act";
            case WAIT ->
                "nobody: wait" + status.retryAt().map(at -> " until " + at).orElse(", it passes by itself");
            case PERSON -> "a person has to sign in: oauth:authorize " + report.name() + ", or the page /oauth";
            case OPERATOR ->
                "the operator has to "
                        + status.key().map(key -> "mend the setting " + key).orElseGet(() -> task(status));
        };
    }

    @Override
    public String next() {
        return dossier.next();
    }

    @Override
    public Optional<Instant> nextAt() {
        return Optional.ofNullable(dossier.nextAt());
    }

    @Override
    public List<String> evidence() {
        return dossier.evidence();
    }

    @Override
    public String registration() {
        return dossier.registration();
    }

    @Override
    public List<ClientEvent> events() {
        return List.copyOf(dossier.events());
    }

    private static String task(ClientStatus status) {
        return switch (status.code()) {
            case QUARANTINED -> "release the quarantine, once the other system is off for good: oauth:release";
            case NOT_DURABLE -> "mend the disk of the token store";
            case BUDGET_SPENT ->
                "find what refreshes so often: a crash loop, or an integration that rejects every token";
            case LOCKED -> "mend the token store or its key";
            case NOT_CONFIGURED -> "configure the client";
            default -> "mend what the reason names";
        };
    }
}
