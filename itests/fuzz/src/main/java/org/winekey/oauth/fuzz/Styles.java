// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.winekey.oauth.core.protocol.AnswerStyle;
import org.winekey.oauth.core.protocol.JsonPointer;
import org.winekey.oauth.core.protocol.LifetimeUnit;

/** Styles of answers for the words of a {@link Letter}; those of the RFC where it has no such word. */
final class Styles {

    /** Words that some style takes for the end of a grant. */
    static final List<String> ENDS = List.of("invalid_grant", "expired_token", "602", "has been revoked");

    private static final Map<String, AnswerStyle> NAMED = named();

    private Styles() {}

    static AnswerStyle of(Letter letter) {
        return letter.words().stream()
                .filter(NAMED::containsKey)
                .map(NAMED::get)
                .findFirst()
                .orElse(AnswerStyle.PLAIN);
    }

    private static Map<String, AnswerStyle> named() {
        var codes = new LinkedHashMap<String, String>();
        ENDS.forEach(word -> codes.put(word, "invalid_grant"));
        codes.put("429", "slow_down");
        codes.put("maintenance", "temporarily_unavailable");
        var refusals = new AnswerStyle.Refusals(null, null, null, codes);
        var placed = new AnswerStyle.Refusals(
                pointer("/status"),
                pointer("/errors/0/message"),
                new AnswerStyle.Condition(pointer("/status"), "0"),
                codes);
        var nested = new AnswerStyle.Tokens(
                pointer("/body"), Map.of("access_token", pointer("/auth/token"), "scope", pointer("/s/0")), true, true);
        var all = new LinkedHashMap<String, AnswerStyle>();
        all.put("codes", style(AnswerStyle.Tokens.PLAIN, refusals, LifetimeUnit.SECONDS));
        all.put("nested", style(nested, placed, LifetimeUnit.SECONDS));
        for (var unit : LifetimeUnit.values()) {
            all.put(unit.wireName(), style(AnswerStyle.Tokens.PLAIN, AnswerStyle.Refusals.PLAIN, unit));
        }
        return all;
    }

    private static AnswerStyle style(AnswerStyle.Tokens tokens, AnswerStyle.Refusals refusals, LifetimeUnit unit) {
        return new AnswerStyle(
                tokens,
                refusals,
                new AnswerStyle.Lifetimes(unit, Duration.ofHours(1)),
                new AnswerStyle.Kept(List.of("instance_url"), List.of()));
    }

    private static JsonPointer pointer(String text) {
        return JsonPointer.of(text).orElseThrow();
    }
}
