// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.ClientStatus.Code;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.TokenResult.Misconfigured;
import org.winekey.oauth.TokenResult.SignInRequired;
import org.winekey.oauth.TokenResult.Unavailable;
import org.winekey.oauth.core.protocol.Grant;

/** What is so of a client at one moment, and what that means for callers and faces. For its lane only. */
record Facts(
        ClientTerms terms,
        Holding holding,
        boolean usable,
        boolean flying,
        boolean apiRejects,
        @Nullable Trouble trouble,
        @Nullable Duration untilRefresh,
        Instant now) {

    private static final String NOT_REMOVED = ", but the disk refuses to remove it; that is tried again";

    View view() {
        var held = holding.held();
        var token = held == null ? null : held.granted();
        var disowned = View.refusal(terms) != null || Source.disowns(terms, holding);
        var spare = !disowned && holding.unexpired() && holding.ends() ? token : null;
        return new View(usable ? token : null, spare, usable ? null : standing(), report(), authorized(), held);
    }

    @Nullable
    TokenResult standing() {
        var refusal = View.refusal(terms);
        if (refusal != null) {
            return refusal;
        }
        var known = trouble;
        var fetched = Source.of(terms, holding) == Source.OWN_CREDENTIALS;
        if (flying) {
            return holding.held() == null && !fetched ? noGrant() : null;
        }
        if (known != null) {
            return known.result();
        }
        return holding.loaded() && !fetched ? standingByGrant() : null;
    }

    private @Nullable TokenResult standingByGrant() {
        if (holding.held() == null) {
            return noGrant();
        }
        if (awaitsRelease()) {
            return new Unavailable(quarantined(), null);
        }
        return holding.refreshable()
                ? null
                : new SignInRequired("the token has ended and the provider gave no refresh token; sign in again");
    }

    private TokenResult noGrant() {
        if (terms instanceof ClientTerms.Wrong wrong) {
            return new Misconfigured(wrong.key(), wrong.reason());
        }
        if (terms instanceof ClientTerms.Awaiting awaiting) {
            return new Unavailable(awaiting.reason(), null);
        }
        return Source.needNobody(terms)
                ? new Unavailable("the token was forgotten" + NOT_REMOVED, null)
                : new SignInRequired("nobody has signed in yet");
    }

    private @Nullable Boolean authorized() {
        if (terms instanceof ClientTerms.Starting || (!holding.loaded() && View.refusal(terms) == null)) {
            return null;
        }
        var held = holding.held();
        return View.refusal(terms) == null && held != null && !held.endedForGood();
    }

    private KeeperReport report() {
        var held = holding.held();
        var grant = held == null ? null : held.grant();
        var other = grant != null && otherRevision() ? grant.registration().clientId() : null;
        return new KeeperReport(
                status(),
                grant != null,
                grant == null ? null : grant.knownEnd(),
                untilRefresh == null ? null : now.plus(untilRefresh),
                grant == null ? Set.of() : grant.scopes(),
                sameClientId(other) ? null : other,
                held == null ? null : needsPersonAt(held),
                account(grant),
                grant == null ? Map.of() : grant.kept());
    }

    private static @Nullable String account(@Nullable Grant grant) {
        var account = grant == null ? null : grant.account();
        return account == null ? null : account.shown();
    }

    private @Nullable Instant needsPersonAt(Held held) {
        var grant = held.grant();
        if (Source.needNobody(terms)) {
            return null;
        }
        if (!held.refreshable() || grant.ended() != null) {
            return holding.unexpired() ? grant.knownEnd() : null;
        }
        var end = grant.refreshTokenEnd();
        return end != null && end.fixed() ? end.at() : endWhileRefreshesFail(held);
    }

    /** A refresh would put it off, but there is none. */
    private @Nullable Instant endWhileRefreshesFail(Held held) {
        if (trouble == null) {
            return null;
        }
        var grant = held.grant();
        var idle = Source.registration(terms, held).dialect().habits().refreshTokenIdle();
        var unused = idle == null ? null : grant.issuedAt().plus(idle);
        var end = grant.refreshTokenEnd();
        return end == null || (unused != null && unused.isBefore(end.at())) ? unused : end.at();
    }

    private ClientStatus status() {
        var bySettings = statusBySettings();
        if (bySettings != null) {
            return bySettings;
        }
        if (!holding.durable()) {
            return ClientStatus.of(Code.NOT_DURABLE, "the newest token is in memory only, because the disk refuses it");
        }
        if (trouble != null) {
            return trouble.status();
        }
        return holding.loaded() ? statusByGrant() : ClientStatus.of(Code.STARTING, "the token store was not read yet");
    }

    private @Nullable ClientStatus statusBySettings() {
        if (terms instanceof ClientTerms.Wrong wrong) {
            return ClientStatus.of(Code.MISCONFIGURED, wrong.reason()).withKey(wrong.key());
        }
        if (terms instanceof ClientTerms.Awaiting awaiting) {
            return ClientStatus.of(Code.UNAVAILABLE, awaiting.reason());
        }
        if (terms instanceof ClientTerms.Ready) {
            return null;
        }
        if (terms instanceof ClientTerms.Starting) {
            return ClientStatus.of(Code.STARTING, "the configurations were not all delivered yet");
        }
        return terms instanceof ClientTerms.Disabled
                ? ClientStatus.of(Code.DISABLED, "this client is disabled").withKey("enabled")
                : ClientStatus.of(Code.NOT_CONFIGURED, "no configuration of this name exists");
    }

    private ClientStatus statusByGrant() {
        if (Source.needNobody(terms)) {
            return statusWithoutPerson();
        }
        if (holding.removing()) {
            return ClientStatus.of(Code.SIGN_IN_REQUIRED, "the sign-in was forgotten" + NOT_REMOVED);
        }
        var held = holding.held();
        if (held == null || (!usable && !flying && standing() instanceof SignInRequired)) {
            return ClientStatus.of(
                    Code.SIGN_IN_REQUIRED,
                    held == null ? "nobody has signed in yet" : "the token has ended; sign in again");
        }
        if (awaitsRelease()) {
            return ClientStatus.of(Code.QUARANTINED, quarantined());
        }
        if (apiRejects) {
            return rejectedByApi();
        }
        return signedIn(held);
    }

    private ClientStatus signedIn(Held held) {
        var grant = held.grant();
        var asked = terms instanceof ClientTerms.Ready ready ? ready.registration() : grant.registration();
        return Consented.status(grant, asked.scopes(), otherRevision());
    }

    private ClientStatus statusWithoutPerson() {
        if (holding.removing()) {
            return ClientStatus.of(Code.UNAVAILABLE, "the token was forgotten" + NOT_REMOVED);
        }
        if (holding.held() == null || Source.disowns(terms, holding)) {
            return ClientStatus.of(
                    Code.UNAVAILABLE,
                    flying || untilRefresh != null
                            ? "the first token with these settings is being fetched"
                            : "no token is held; the next one is fetched when it is asked for");
        }
        return apiRejects
                ? rejectedByApi()
                : ClientStatus.of(Code.AUTHORIZED, "holds a token that its own credentials brought");
    }

    private ClientStatus rejectedByApi() {
        return ClientStatus.of(Code.API_REJECTS, "the API rejects even fresh tokens")
                .withRetryAt(untilRefresh == null ? null : now.plus(untilRefresh));
    }

    private boolean awaitsRelease() {
        var held = holding.held();
        return holding.quarantine() != null && held != null && held.refreshable();
    }

    private String quarantined() {
        var quarantine = requireNonNull(holding.quarantine());
        return quarantine.reason()
                + ", so nothing is refreshed; once the other system is off for good: oauth:release "
                + quarantine.batch() + ", else sign in again";
    }

    private boolean otherRevision() {
        var held = holding.held();
        return held != null && Source.oldRevision(terms, held);
    }

    private boolean sameClientId(@Nullable String other) {
        return terms instanceof ClientTerms.Ready ready
                && ready.registration().clientId().equals(other);
    }
}
