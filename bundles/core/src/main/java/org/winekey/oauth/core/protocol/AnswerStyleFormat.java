// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.AnswerStyle.Condition;
import org.winekey.oauth.core.protocol.AnswerStyle.Kept;
import org.winekey.oauth.core.protocol.AnswerStyle.Lifetimes;
import org.winekey.oauth.core.protocol.AnswerStyle.Refusals;
import org.winekey.oauth.core.protocol.AnswerStyle.Tokens;

/** The style of answers inside a stored registration as JSON. */
final class AnswerStyleFormat {

    private AnswerStyleFormat() {}

    static @Nullable Map<String, @Nullable Object> members(AnswerStyle style) {
        if (style.equals(AnswerStyle.PLAIN)) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("root", style.tokens().root().toString());
        members.put("renamed", texts(style.tokens().renamed()));
        members.put("typeOptional", style.tokens().typeOptional());
        members.put("commas", style.tokens().commas());
        members.put("error", text(style.refusals().code()));
        members.put("errorDescription", text(style.refusals().description()));
        var ok = style.refusals().ok();
        members.put("okAt", ok == null ? null : ok.at().toString());
        members.put("ok", ok == null ? null : ok.text());
        members.put("errorCodes", style.refusals().codes());
        members.put("lifetimeUnit", style.lifetimes().unit().wireName());
        members.put("usualLifetime", text(style.lifetimes().usual()));
        members.put("keptMembers", style.kept().members());
        members.put("keptParameters", style.kept().parameters());
        return members;
    }

    static AnswerStyle decode(@Nullable Members members) throws JsonException {
        if (members == null) {
            return AnswerStyle.PLAIN;
        }
        return new AnswerStyle(
                new Tokens(
                        pointer(members.text("root")),
                        pointers(members.textMap("renamed")),
                        members.bool("typeOptional"),
                        members.optionalBool("commas")),
                refusals(members),
                lifetimes(members),
                new Kept(members.texts("keptMembers"), members.texts("keptParameters")));
    }

    private static Refusals refusals(Members members) throws JsonException {
        var okAt = members.optionalText("okAt");
        return new Refusals(
                optionalPointer(members.optionalText("error")),
                optionalPointer(members.optionalText("errorDescription")),
                okAt == null ? null : new Condition(pointer(okAt), members.text("ok")),
                members.textMap("errorCodes"));
    }

    private static Lifetimes lifetimes(Members members) throws JsonException {
        var usual = members.optionalText("usualLifetime");
        try {
            return new Lifetimes(
                    LifetimeUnit.of(members.text("lifetimeUnit"))
                            .orElseThrow(() -> new JsonException("a grant with an unknown unit of lifetimes")),
                    usual == null ? null : Duration.parse(usual));
        } catch (DateTimeException e) {
            throw new JsonException("a grant with a lifetime that cannot be read");
        }
    }

    private static Map<String, String> texts(Map<String, JsonPointer> pointers) {
        var texts = new LinkedHashMap<String, String>();
        pointers.forEach((name, pointer) -> texts.put(name, pointer.toString()));
        return texts;
    }

    private static Map<String, JsonPointer> pointers(Map<String, String> texts) throws JsonException {
        var pointers = new LinkedHashMap<String, JsonPointer>();
        for (var entry : texts.entrySet()) {
            pointers.put(entry.getKey(), pointer(entry.getValue()));
        }
        return pointers;
    }

    private static @Nullable JsonPointer optionalPointer(@Nullable String text) throws JsonException {
        return text == null ? null : pointer(text);
    }

    private static JsonPointer pointer(String text) throws JsonException {
        return JsonPointer.of(text).orElseThrow(() -> new JsonException("a grant with a pointer that is none"));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
