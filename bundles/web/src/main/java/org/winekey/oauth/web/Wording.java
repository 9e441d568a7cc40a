// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.Locale;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.SignInOutcome;

/** Words and marks for states, so that none is told by colour alone. */
final class Wording {

    private Wording() {}

    static String style(ClientStatus.Audience audience) {
        return audience.name().toLowerCase(Locale.ROOT);
    }

    static String of(ClientStatus.Code code) {
        return switch (code) {
            case AUTHORIZED -> "\u2713 Authorized";
            case STARTING -> "\u2026 Starting";
            case UNAVAILABLE -> "\u2026 Waiting for the provider";
            case THROTTLED -> "\u2026 Waiting: the provider asked for patience";
            case API_REJECTS -> "\u2026 Waiting: the API rejects fresh tokens";
            case SCOPE_MISSING -> "\u2192 Works, but not for all that was asked";
            case SIGN_IN_REQUIRED -> "\u2192 Sign-in needed";
            case NOT_CONFIGURED -> "! Not configured";
            case DISABLED -> "! Disabled";
            case MISCONFIGURED -> "! A setting is wrong";
            case LOCKED -> "! Token store locked";
            case NOT_DURABLE -> "! Token not on disk";
            case BUDGET_SPENT -> "! Too many refreshes";
            case QUARANTINED -> "! In quarantine: is the other system off?";
        };
    }

    static String of(Door door) {
        return switch (door) {
            case CALLBACK -> "the callback";
            case RELAY -> "the relay";
            case DEVICE -> "a device code";
            case PASSWORD -> "a password";
        };
    }

    static String of(SignInOutcome.Kind kind) {
        return switch (kind) {
            case DONE -> "Signed in";
            case AWAITING_ACCEPTANCE -> "Waiting for acceptance";
            case NO_SUCH_SIGN_IN -> "No such sign-in";
            case NOT_THE_STARTER -> "Not the browser that started";
            case MALFORMED -> "The answer cannot be used";
            case SETTINGS_CHANGED -> "The settings have changed";
            case REFUSED_BY_PROVIDER -> "The provider refused";
            case EXCHANGE_FAILED -> "The provider gave no token";
            case NOT_STORED -> "The token could not be stored";
        };
    }
}
