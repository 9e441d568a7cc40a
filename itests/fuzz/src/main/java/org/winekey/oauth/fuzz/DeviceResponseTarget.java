// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.net.URI;
import java.time.Duration;
import org.winekey.oauth.core.protocol.DeviceAuthorization;
import org.winekey.oauth.core.protocol.DeviceVerdict;
import org.winekey.oauth.core.protocol.IntrospectionAnswer;
import org.winekey.oauth.core.protocol.PushedAnswer;
import org.winekey.oauth.core.protocol.TokenVerdict;
import org.winekey.oauth.core.protocol.UserInfo;

/** The other endpoints of a provider: device authorization and poll, pushed request, introspection, user info. */
public final class DeviceResponseTarget {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_TEXT = 600;

    private DeviceResponseTarget() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        var letter = Letter.of(input);
        Guard.within(Guard.MOST_OF_ANSWERS, () -> {
            checkDevice(letter);
            checkPoll(letter);
            checkPushed(letter);
            checkOthers(letter);
        });
    }

    private static void checkDevice(Letter letter) {
        var answer = DeviceAuthorization.of(letter.answer(), Verdicts.NOW, Verdicts.REDACTION, Styles.of(letter));
        Claim.hides(answer, Verdicts.SENT_TOKEN, Verdicts.SENT_SECRET);
        if (answer instanceof DeviceAuthorization.Refused refused) {
            Claim.shown(refused.text(), MOST_TEXT, "a refusal");
            Claim.shown(refused.error(), 64, "a code");
        } else if (answer instanceof DeviceAuthorization.Opened opened) {
            check(opened.authorization());
        }
    }

    private static void check(DeviceAuthorization codes) {
        Claim.that(Claim.within(codes.interval(), HOUR), "an interval that is not between a second and an hour");
        Claim.that(codes.interval().toNanosPart() == 0, "an interval that is no whole second");
        Claim.that(Claim.within(codes.expiresIn(), HOUR), "a life that is not between a second and an hour");
        Claim.shown(codes.userCode(), 64, "a user code");
        Claim.shown(codes.verificationUri(), 2100, "an address");
        var shown = URI.create(codes.verificationUri());
        Claim.that(shown.getHost() != null && shown.getRawUserInfo() == null, "an address that misleads");
        if (codes.verificationUriComplete() != null) {
            var complete = URI.create(codes.verificationUriComplete());
            Claim.that(
                    complete.getRawAuthority().equalsIgnoreCase(shown.getRawAuthority()),
                    "a symbol that leads elsewhere");
            Claim.that(complete.getScheme().equalsIgnoreCase(shown.getScheme()), "a symbol with another scheme");
        }
        Claim.that(
                !codes.toString().contains(codes.userCode() + codes.deviceCode().reveal()), "a code is shown");
    }

    private static void checkPoll(Letter letter) {
        var verdict = DeviceVerdict.of(letter.answer(), Verdicts.NOW, Verdicts.REDACTION, Styles.of(letter));
        Claim.hides(verdict, Verdicts.SENT_TOKEN, Verdicts.SENT_SECRET);
        if (verdict instanceof DeviceVerdict.Over over) {
            Claim.shown(over.text(), MOST_TEXT, "an end");
        } else if (verdict instanceof DeviceVerdict.Disturbed disturbed) {
            Claim.wait(disturbed.retryAfter());
        } else if (verdict instanceof DeviceVerdict.Granted) {
            Claim.that(letter.status() / 100 == 2, "tokens of an answer that is no success");
        }
    }

    private static void checkPushed(Letter letter) {
        var answer = PushedAnswer.of(letter.answer(), Verdicts.NOW, Verdicts.REDACTION, Styles.of(letter));
        Claim.hides(answer, Verdicts.SENT_TOKEN, Verdicts.SENT_SECRET);
        if (answer instanceof PushedAnswer.Refused refused) {
            Claim.that(refused.kind() != TokenVerdict.Kind.DEAD, "a pushed request ends a grant");
            Claim.shown(refused.text(), MOST_TEXT, "a refusal");
            Claim.wait(refused.retryAfter());
        }
    }

    private static void checkOthers(Letter letter) {
        var told = IntrospectionAnswer.of(letter.answer(), Verdicts.NOW, Verdicts.REDACTION);
        Claim.hides(told, Verdicts.SENT_TOKEN, Verdicts.SENT_SECRET);
        if (told instanceof IntrospectionAnswer.Untold untold) {
            Claim.shown(untold.text(), MOST_TEXT, "a text");
        }
        UserInfo.account(letter.answer()).ifPresent(account -> {
            Claim.shown(account.label(), 64, "an account");
            Claim.that(letter.status() == 200, "an account of an answer that is no success");
        });
    }
}
