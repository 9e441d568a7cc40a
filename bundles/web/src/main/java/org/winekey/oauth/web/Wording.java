// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.SignInOutcome;

/** Words and marks for states, so that none is told by colour alone. */
final class Wording {

    private Wording() {}

    static String style(ClientStatus.Audience audience) {
        return name(audience);
    }

    static Html of(ClientStatus.Code code) {
        return Html.say("code." + name(code));
    }

    /** Who has to act, as plainly as it can be said. */
    static Html whoActs(ClientStatus status, Clock clock) {
        var time = Pages.time(status.retryAt(), clock);
        var key = Pages.code(status.key());
        return switch (status.audience()) {
            case NONE -> Html.say("who.none");
            case WAIT -> time.isEmpty() ? Html.say("who.wait") : Html.say("who.wait.until", time);
            case PERSON -> Html.say("who.person");
            case OPERATOR -> key.isEmpty() ? Html.say("who.operator") : Html.say("who.operator.key", key);
        };
    }

    static Html of(Door door) {
        return Html.say("door." + name(door));
    }

    static Html of(PendingGrant.Why why) {
        return Html.say("why." + name(why));
    }

    static Html of(SignInOutcome.Kind kind) {
        return Html.say("outcome." + name(kind));
    }

    /** What became of a sign-in, as the first words of a note. */
    static Notes.Note note(SignInOutcome outcome) {
        return new Notes.Note(
                outcome.kind() == SignInOutcome.Kind.DONE,
                Html.of("{}.", of(outcome.kind())),
                Pages.english(outcome.message()));
    }

    static Html account(Optional<String> account) {
        return account.map(Pages::text).orElseGet(() -> Html.say("account.unknown"));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
