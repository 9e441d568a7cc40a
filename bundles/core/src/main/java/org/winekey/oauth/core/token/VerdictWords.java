// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.util.ArrayList;
import org.winekey.oauth.core.protocol.Evidence;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;

/** Verdicts in our own words and numbers; of the provider's answer only the status and the filtered error code. */
final class VerdictWords {

    private VerdictWords() {}

    /** Such as {@code "the provider asks for patience (THROTTLED: HTTP 429)"}. */
    static String of(TokenVerdict.Failure verdict) {
        return meaning(verdict.kind()) + " (" + verdict.kind() + ": " + shown(verdict) + ")";
    }

    static String of(Grant.Ended verdict) {
        return "the provider ended the grant (" + verdict.kind() + "), "
                + (verdict.confirmed() ? "confirmed by a second answer" : "to be confirmed by a second answer");
    }

    static String sends(int unknown) {
        return unknown == 0 ? "" : "; sent " + unknown + (unknown == 1 ? " time" : " times") + " with unknown outcome";
    }

    private static String shown(TokenVerdict.Failure verdict) {
        var shown = new ArrayList<String>();
        var evidence = verdict.evidence();
        if (evidence.status() != null) {
            shown.add("HTTP " + evidence.status());
        }
        if (verdict.error() != null) {
            shown.add("error code " + verdict.error());
        }
        if (evidence.fault() != null) {
            shown.add(fault(evidence));
        }
        return shown.isEmpty() ? "nothing came back" : String.join(", ", shown);
    }

    private static String fault(Evidence evidence) {
        return evidence.fault() + (evidence.sent() ? " after the request was sent" : " before anything was sent");
    }

    private static String meaning(Kind kind) {
        return switch (kind) {
            case BROKEN -> "the answer says yes and cannot be used";
            case DEAD -> "the provider refuses the refresh token";
            case PERSON -> "the provider wants a person";
            case CONFIG -> "the provider refuses the client or the request";
            case TRANSIENT -> "a failure that passes by itself";
            case ENDPOINT -> "the token endpoint is not where the settings say";
            case THROTTLED -> "the provider asks for patience";
            case UNKNOWN -> "nobody knows whether the provider acted on the request";
            case PROXY -> "a proxy on the way wants credentials";
            case CLOCK -> "the certificate and the clock of this machine contradict each other";
            case CERTIFICATE -> "the certificate is not trusted";
            case ADDRESS -> "the address of the token endpoint is refused";
        };
    }
}
