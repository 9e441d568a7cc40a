// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.util.List;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.SignInOutcome.Kind;
import org.winekey.oauth.core.protocol.TokenVerdict;

/** The ends of a sign-in, in words for people. Stateless. */
final class Outcomes {

    private Outcomes() {}

    static SignInOutcome done(String client) {
        return new SignInOutcome(Kind.DONE, client, client + " is signed in.");
    }

    static SignInOutcome noSuchSignIn(String client) {
        return new SignInOutcome(
                Kind.NO_SUCH_SIGN_IN,
                client,
                "This answer fits no open sign-in: it was used already, took longer than 10 minutes, or a newer sign-in"
                        + " took its place. Nothing was changed; start again.");
    }

    static SignInOutcome notTheStarter(String client) {
        return new SignInOutcome(
                Kind.NOT_THE_STARTER,
                client,
                "Another browser or user started this sign-in, and this answer brings nothing that could be accepted later."
                        + " Nothing was changed; finish it where it was started, or start again.");
    }

    static SignInOutcome malformed(String client, String why) {
        return new SignInOutcome(
                Kind.MALFORMED, client, "The provider's answer cannot be used: " + why + ". Nothing was changed.");
    }

    static SignInOutcome settingsChanged(String client) {
        return new SignInOutcome(
                Kind.SETTINGS_CHANGED,
                client,
                "The settings of " + client + " changed during the sign-in. Nothing else was changed; start again.");
    }

    static SignInOutcome awaitingAcceptance(String client, PendingGrant.Why why) {
        return new SignInOutcome(
                Kind.AWAITING_ACCEPTANCE,
                client,
                "The sign-in of " + client + " is not in use yet, because " + why.text()
                        + ". An administrator has to look at it and accept or decline it; until then nothing changes.");
    }

    static SignInOutcome settingsChangedSince(String client) {
        return new SignInOutcome(
                Kind.SETTINGS_CHANGED,
                client,
                "The settings of " + client + " describe another registration than the one that got this grant. It goes"
                        + " on waiting: put the settings back and accept it, or decline it and start again.");
    }

    static SignInOutcome alreadyClaimed(String client) {
        return new SignInOutcome(
                Kind.NO_SUCH_SIGN_IN,
                client,
                "Another answer of this sign-in is being exchanged for tokens. Nothing was changed; look at the status of "
                        + client + " in a minute.");
    }

    static SignInOutcome settingsNotReady(String client) {
        return new SignInOutcome(
                Kind.SETTINGS_CHANGED,
                client,
                "The settings of " + client + " cannot be used at the moment. Nothing was changed; open the link of the"
                        + " sign-in again in a minute.");
    }

    static SignInOutcome refused(String client, String text) {
        return new SignInOutcome(Kind.REFUSED_BY_PROVIDER, client, "The provider refused: " + text);
    }

    static SignInOutcome refusedOptional(String client, String text, List<String> scopes) {
        return new SignInOutcome(
                Kind.REFUSED_BY_PROVIDER,
                client,
                "The provider refused: " + text + ". The next sign-in of " + client
                        + " asks without the optional scopes (" + String.join(" ", scopes) + "): start again.");
    }

    static SignInOutcome exchangeFailed(String client, String why) {
        return new SignInOutcome(
                Kind.EXCHANGE_FAILED, client, "The code could not be exchanged for tokens: " + why + ". Start again.");
    }

    static SignInOutcome passwordNotTaken(String client, TokenVerdict.Failure why) {
        return why.kind() == TokenVerdict.Kind.DEAD
                ? new SignInOutcome(
                        Kind.REFUSED_BY_PROVIDER,
                        client,
                        "The provider does not take this user name and password (" + why.text()
                                + "). They are not tried again; some providers lock an account after a few wrong ones.")
                : new SignInOutcome(
                        Kind.EXCHANGE_FAILED,
                        client,
                        "User name and password brought no tokens: " + why.text() + ". They are not tried again.");
    }

    static SignInOutcome stillWaiting(String client) {
        return new SignInOutcome(
                Kind.EXCHANGE_FAILED,
                client,
                "The provider has not answered the token request yet. If it still does, " + client
                        + " will be signed in without further action; look at its status in a minute.");
    }

    static SignInOutcome notClaimed(String client, String why) {
        return new SignInOutcome(
                Kind.NOT_STORED,
                client,
                "The answer came, but the disk did not take note of it, so its code was not used: " + why
                        + ". Mend the disk and start again.");
    }

    static SignInOutcome notStored(String client, String why) {
        return new SignInOutcome(
                Kind.NOT_STORED,
                client,
                "Tokens came, but the disk did not take them: " + why + ". Mend the disk and start again.");
    }
}
