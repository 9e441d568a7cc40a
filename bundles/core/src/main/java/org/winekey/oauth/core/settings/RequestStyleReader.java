// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Encoding;
import org.winekey.oauth.core.protocol.RedirectUriRule;
import org.winekey.oauth.core.protocol.RedirectUriSent;
import org.winekey.oauth.core.protocol.RequestStyle;
import org.winekey.oauth.core.protocol.RequestStyle.Authorization;
import org.winekey.oauth.core.protocol.RequestStyle.Refresh;
import org.winekey.oauth.core.protocol.RequestStyle.Then;
import org.winekey.oauth.core.protocol.RequestStyle.Token;
import org.winekey.oauth.core.protocol.ScopeSeparator;

/** Reads how the provider of a client wants its requests. */
final class RequestStyleReader {

    private static final List<String> OF_AUTHORIZATION = List.of(
            "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method");
    private static final List<String> OF_TOKEN = List.of(
            "grant_type",
            "code",
            "redirect_uri",
            "code_verifier",
            "client_id",
            "client_secret",
            "refresh_token",
            "access_token",
            "device_code",
            "scope",
            "state");
    private static final List<String> OF_CALLBACK = List.of("code", "state", "error", "error_description");

    /** A person must be able to see what comes of the sign-in, and who answers must be known by the state. */
    private static final List<String> OMISSIBLE_IN_AUTHORIZATION = List.of("response_type", "client_id", "scope");

    private static final List<String> OMISSIBLE_IN_TOKEN = List.of("grant_type", "redirect_uri", "client_id");

    /** What would bring a token through the browser (RFC 9700 section 2.1.2). */
    private static final Set<String> TOKENS = Set.of("token", "id_token");

    private static final Pattern RESPONSE_TYPE = Pattern.compile("[A-Za-z0-9_]+( [A-Za-z0-9_]+)*");
    private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9/._~!$&'()*+,;=:@-]{1,512}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.~-]{1,64}");

    private final Values values;
    private final String clientId;
    private final ParameterNames names;
    private final ParameterReader parameters;

    RequestStyleReader(Values values, String clientId) {
        this.values = values;
        this.clientId = clientId;
        this.names = new ParameterNames(values);
        this.parameters = new ParameterReader(values);
    }

    RequestStyle read() throws SettingsException {
        return new RequestStyle(
                Choices.of(values, ProviderKeys.SCOPE_SEPARATOR, ScopeSeparator.SPACE),
                authorization(),
                token(),
                refresh(),
                then());
    }

    /** The password of an account is for its provider alone: not for logs of addresses, and not for a bundle that signs. */
    void requireNobodySeesPassword() throws SettingsException {
        var token = token();
        if (token.encoding() == Encoding.QUERY || token.encoding() == Encoding.QUERY_OF_GET) {
            throw new SettingsException(
                    ProviderKeys.TOKEN_REQUEST_FORMAT,
                    "would put the password of an account into an address; remove it, or choose another grant type");
        }
        if (!token.signer().isEmpty()) {
            throw new SettingsException(
                    ProviderKeys.REQUEST_SIGNER,
                    "would show the password of an account to a bundle; remove it, or choose another grant type");
        }
    }

    private Authorization authorization() throws SettingsException {
        var renamed = names.renamed(ProviderKeys.AUTHORIZATION_RENAME, OF_AUTHORIZATION);
        return new Authorization(
                !Choices.isSecond(values, ProviderKeys.PKCE, "S256", "off"),
                ScopeReader.optional(values),
                responseType(),
                renamed,
                names.omitted(ProviderKeys.AUTHORIZATION_OMIT, OMISSIBLE_IN_AUTHORIZATION, renamed),
                fragment(),
                names.renamed(ProviderKeys.CALLBACK_RENAME, OF_CALLBACK),
                Choices.of(values, ProviderKeys.REDIRECT_URI_RULE, RedirectUriRule.ANY));
    }

    private String responseType() throws SettingsException {
        var type = values.text(ProviderKeys.RESPONSE_TYPE).orElse("code");
        if (!RESPONSE_TYPE.matcher(type).matches()) {
            throw new SettingsException(
                    ProviderKeys.RESPONSE_TYPE, "must be one or more words of letters, digits and _");
        }
        if (List.of(type.split(" ")).stream().anyMatch(TOKENS::contains)) {
            throw new SettingsException(
                    ProviderKeys.RESPONSE_TYPE,
                    "asks for a token in the address of a browser, where others can read it; leave it empty");
        }
        return type;
    }

    private String fragment() throws SettingsException {
        var fragment = values.text(ProviderKeys.AUTHORIZATION_FRAGMENT).orElse("");
        if (!fragment.isEmpty() && !FRAGMENT.matcher(fragment).matches()) {
            throw new SettingsException(
                    ProviderKeys.AUTHORIZATION_FRAGMENT,
                    "must be what stands between # and ? in the address of the consent page, such as /oauth/authorize");
        }
        return fragment;
    }

    private Token token() throws SettingsException {
        var renamed = names.renamed(ProviderKeys.TOKEN_RENAME, OF_TOKEN);
        return new Token(
                encoding(),
                HeaderReader.headers(values, ProviderKeys.TOKEN_HEADERS, clientId),
                renamed,
                names.omitted(ProviderKeys.TOKEN_OMIT, OMISSIBLE_IN_TOKEN, renamed),
                parameters.parameters(ProviderKeys.CODE_PARAMETERS),
                values.flag(ProviderKeys.TOKEN_SEND_STATE, false),
                Choices.of(values, ProviderKeys.REDIRECT_URI_SENT, RedirectUriSent.EXCHANGE),
                signer());
    }

    private String signer() throws SettingsException {
        var signer = values.text(ProviderKeys.REQUEST_SIGNER).orElse("");
        if (!signer.isEmpty() && !ClientReader.isSymbolicName(signer)) {
            throw new SettingsException(
                    ProviderKeys.REQUEST_SIGNER, "is no symbolic name of a bundle; bundle:list -s shows them");
        }
        return signer;
    }

    private Encoding encoding() throws SettingsException {
        return Choices.of(values, ProviderKeys.TOKEN_REQUEST_FORMAT, Encoding.FORM);
    }

    /** The JDK sends a GET again by itself when a connection ends without an answer: no refresh token may travel so. */
    private boolean refreshesByGet(boolean byAccessToken) throws SettingsException {
        var get = isGet(ProviderKeys.REFRESH_METHOD);
        if (get && !byAccessToken) {
            throw new SettingsException(
                    ProviderKeys.REFRESH_METHOD,
                    "is GET, which may be sent twice; that is for " + ProviderKeys.REFRESH_SUBJECT
                            + " = access_token only, so remove it");
        }
        return get;
    }

    private boolean isGet(String key) throws SettingsException {
        return Choices.isSecond(values, key, "POST", "GET");
    }

    private Refresh refresh() throws SettingsException {
        var byAccessToken = Choices.isSecond(values, ProviderKeys.REFRESH_SUBJECT, "refresh_token", "access_token");
        return new Refresh(
                GrantTypes.unlikePassword(
                        ProviderKeys.REFRESH_GRANT_TYPE,
                        values.text(ProviderKeys.REFRESH_GRANT_TYPE).orElse("refresh_token")),
                byAccessToken,
                values.flag(ProviderKeys.REFRESH_SCOPE, false),
                refreshesByGet(byAccessToken),
                parameters.parameters(ProviderKeys.REFRESH_PARAMETERS));
    }

    private @Nullable Then then() throws SettingsException {
        var token = values.text(ProviderKeys.THEN_TOKEN_PARAMETER).orElse("access_token");
        if (!PARAMETER.matcher(token).matches()) {
            throw new SettingsException(
                    ProviderKeys.THEN_TOKEN_PARAMETER, "is no name of a parameter; write one such as access_token");
        }
        var then = new Then(
                isGet(ProviderKeys.THEN_METHOD), token, parameters.withGrantType(ProviderKeys.THEN_PARAMETERS));
        return values.text(ProviderKeys.THEN_ENDPOINT).isPresent() ? then : null;
    }
}
