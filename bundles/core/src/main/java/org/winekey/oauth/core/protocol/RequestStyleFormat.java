// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.RequestStyle.Authorization;
import org.winekey.oauth.core.protocol.RequestStyle.Refresh;
import org.winekey.oauth.core.protocol.RequestStyle.Then;
import org.winekey.oauth.core.protocol.RequestStyle.Token;

/** The style of requests inside a stored registration as JSON. */
final class RequestStyleFormat {

    private RequestStyleFormat() {}

    static @Nullable Map<String, @Nullable Object> members(RequestStyle style) {
        if (style.equals(RequestStyle.PLAIN)) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("separator", style.separator().wireName());
        members.put("authorization", members(style.authorization()));
        members.put("token", members(style.token()));
        members.put("refresh", members(style.refresh()));
        members.put("then", members(style.then()));
        return members;
    }

    private static Map<String, @Nullable Object> members(Authorization authorization) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("pkce", authorization.pkce());
        members.put("optionalScopes", authorization.optionalScopes());
        members.put("responseType", authorization.responseType());
        members.put("renamed", authorization.renamed());
        members.put("omitted", authorization.omitted());
        members.put("fragment", authorization.fragment());
        members.put("callbackRenamed", authorization.callbackRenamed());
        members.put("redirectRule", authorization.redirectRule().wireName());
        return members;
    }

    private static Map<String, @Nullable Object> members(Token token) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("encoding", token.encoding().wireName());
        members.put("headers", token.headers());
        members.put("renamed", token.renamed());
        members.put("omitted", token.omitted());
        members.put("codeParameters", token.codeParameters());
        members.put("sendsState", token.sendsState());
        members.put("redirectUri", token.redirectUri().wireName());
        members.put("signer", token.signer());
        return members;
    }

    private static Map<String, @Nullable Object> members(Refresh refresh) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("grantType", refresh.grantType());
        members.put("byAccessToken", refresh.byAccessToken());
        members.put("namesScope", refresh.namesScope());
        members.put("get", refresh.get());
        members.put("parameters", refresh.parameters());
        return members;
    }

    private static @Nullable Map<String, @Nullable Object> members(@Nullable Then then) {
        if (then == null) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("get", then.get());
        members.put("tokenParameter", then.tokenParameter());
        members.put("parameters", then.parameters());
        return members;
    }

    static RequestStyle decode(@Nullable Members members) throws JsonException {
        if (members == null) {
            return RequestStyle.PLAIN;
        }
        return new RequestStyle(
                named(ScopeSeparator.class, members.text("separator")),
                authorization(members.object("authorization")),
                token(members.object("token")),
                refresh(members.object("refresh")),
                then(members.optionalObject("then")));
    }

    private static Authorization authorization(Members members) throws JsonException {
        return new Authorization(
                members.bool("pkce"),
                members.texts("optionalScopes"),
                members.text("responseType"),
                members.textMap("renamed"),
                members.texts("omitted"),
                members.text("fragment"),
                members.textMap("callbackRenamed"),
                named(RedirectUriRule.class, members.text("redirectRule")));
    }

    private static Token token(Members members) throws JsonException {
        return new Token(
                named(Encoding.class, members.text("encoding")),
                members.textMap("headers"),
                members.textMap("renamed"),
                members.texts("omitted"),
                members.textMap("codeParameters"),
                members.bool("sendsState"),
                named(RedirectUriSent.class, members.text("redirectUri")),
                members.text("signer"));
    }

    private static Refresh refresh(Members members) throws JsonException {
        return new Refresh(
                members.text("grantType"),
                members.bool("byAccessToken"),
                members.bool("namesScope"),
                members.bool("get"),
                members.textMap("parameters"));
    }

    private static @Nullable Then then(@Nullable Members members) throws JsonException {
        return members == null
                ? null
                : new Then(members.bool("get"), members.text("tokenParameter"), members.textMap("parameters"));
    }

    private static <E extends Enum<E> & Named> E named(Class<E> type, String name) throws JsonException {
        return Named.of(type, name)
                .orElseThrow(() -> new JsonException("a grant with a request style of another version"));
    }
}
