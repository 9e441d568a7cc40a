// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static java.util.Objects.requireNonNull;
import static org.winekey.oauth.core.settings.Keys.AUTHORIZATION_ENDPOINT;
import static org.winekey.oauth.core.settings.Keys.AUTH_METHOD;
import static org.winekey.oauth.core.settings.Keys.CLIENT_ID;
import static org.winekey.oauth.core.settings.Keys.CLIENT_SECRET;
import static org.winekey.oauth.core.settings.Keys.PARAMETERS;
import static org.winekey.oauth.core.settings.Keys.REDIRECT_URI;
import static org.winekey.oauth.core.settings.Keys.TOKEN_PARAMETERS;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.EndpointRules;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.ClientSettings.Card;
import org.winekey.oauth.core.settings.ClientSettings.Context;
import org.winekey.oauth.core.settings.ClientSettings.Discovered;

/** Reads the settings of one client, key by key; the first key that is wrong is the answer. */
final class ClientReader {

    /** Stands for "no bundle at all", where the list of bundles cannot be read. */
    private static final Set<String> NOBODY = Set.of("(none)");

    /** Stands in a client identifier for where the answers come home, as IndieAuth has it. */
    private static final String CALLBACK_ORIGIN = "{callback.origin}";

    // RFC 6749 appendix A.1
    private static final Pattern VISIBLE = Pattern.compile("[\\x20-\\x7E]+");
    private static final Pattern SYMBOLIC_NAME = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");

    private final String name;
    private final Values values;
    private final Context context;
    private final RouteReader routes;
    private final ServerReader server;
    private final ParameterReader parameters;
    private final ApiReader api;

    /** Whether a bundle can be called so. */
    static boolean isSymbolicName(String text) {
        return SYMBOLIC_NAME.matcher(text).matches();
    }

    ClientReader(String name, Values values, Context context) {
        this.name = name;
        this.values = values;
        this.context = context;
        this.routes = new RouteReader(values, context.files());
        this.server = new ServerReader(values, routes);
        this.parameters = new ParameterReader(values);
        this.api = new ApiReader(values, routes);
    }

    ClientSettings read() {
        try {
            var consumers = consumers();
            requireOwnerIsBundle();
            if (!values.flag(Keys.ENABLED, true)) {
                return new ClientSettings.Disabled(card(consumers));
            }
            api.check(clientId());
            if (server.needsMetadata(grantType())) {
                return undiscovered(card(consumers));
            }
            var registration = registration();
            return new ClientSettings.Valid(card(consumers), registration);
        } catch (SettingsException e) {
            return new ClientSettings.Invalid(card(consumersOrNobody()), e.key(), e.reason());
        }
    }

    /** Whatever is wrong already is said at once, not after the provider was asked. */
    private ClientSettings undiscovered(Card card) throws SettingsException {
        var issuer = requireNonNull(server.issuer());
        var unusedMethod = authentication(values.secret(CLIENT_SECRET).orElse(null));
        var unusedDialect = server.dialect(clientId());
        var unusedEndpoints = server.present(Registration.Endpoints.NAMES);
        ScopeReader.needed(values);
        redirectUri();
        parameters.parameters(PARAMETERS);
        parameters.parameters(TOKEN_PARAMETERS);
        return new ClientSettings.NeedsMetadata(
                card, issuer, routes.route(), "fetching the metadata of " + issuer, this::completed);
    }

    private ClientSettings completed(Discovered discovered) {
        var defaults = new TreeMap<>(discovered.settings());
        if (!values.has(CLIENT_SECRET)) {
            defaults.remove(AUTH_METHOD);
        }
        if (routes.orPublic().key() != null) {
            defaults.putAll(discovered.aliases());
        }
        var told = "true".equals(String.valueOf(defaults.get(Keys.ISS_PROMISED)))
                // Guards against a form that saves every box that nobody ticked: what the provider promises holds.
                ? values.without(Keys.ISS_PROMISED)
                : values;
        var complete = new ClientReader(name, told.over(defaults), context).read();
        for (var notice : discovered.notices()) {
            complete = complete.with(notice);
        }
        return complete;
    }

    private Registration registration() throws SettingsException {
        return switch (grantType()) {
            case AUTHORIZATION_CODE -> registrationOfPeople();
            case CLIENT_CREDENTIALS -> registrationOfItsOwn();
            case PASSWORD -> registrationOfPassword();
        };
    }

    private Registration registrationOfPeople() throws SettingsException {
        var clientId = clientId();
        var method = authentication(values.secret(CLIENT_SECRET).orElse(null));
        var endpoints = server.forPeople();
        return registration(
                GrantType.AUTHORIZATION_CODE,
                clientId,
                method,
                endpoints,
                redirectUri(),
                addedTo(endpoints.forBrowsers()));
    }

    /** No browser goes anywhere. */
    private Registration registrationOfPassword() throws SettingsException {
        var clientId = clientId();
        var method = authentication(values.secret(CLIENT_SECRET).orElse(null));
        new RequestStyleReader(values, clientId).requireNobodySeesPassword();
        return registration(GrantType.PASSWORD, clientId, method, server.forPassword(), null, Map.of());
    }

    private Registration registration(
            GrantType grantType,
            String clientId,
            ClientAuthentication method,
            Registration.Endpoints endpoints,
            @Nullable String redirectUri,
            Map<String, String> asked)
            throws SettingsException {
        return new Registration(
                name,
                grantType,
                clientId,
                method.byCertificate() ? null : values.secret(CLIENT_SECRET).orElse(null),
                method,
                server.issuer(),
                endpoints,
                ScopeReader.needed(values),
                redirectUri,
                asked,
                parameters.parameters(TOKEN_PARAMETERS),
                server.dialect(clientId),
                routes.route());
    }

    /** What only browsers and people need is not looked at. */
    private Registration registrationOfItsOwn() throws SettingsException {
        var clientId = clientId();
        var secret = values.secret(CLIENT_SECRET).orElse(null);
        if (secret == null
                && method().filter(ClientAuthentication::byCertificate).isEmpty()) {
            throw new SettingsException(
                    CLIENT_SECRET,
                    "is not set: enter the client secret; without one, " + Keys.GRANT_TYPES
                            + " cannot be client_credentials");
        }
        var method = authentication(secret);
        if (method == ClientAuthentication.NONE) {
            throw new SettingsException(
                    AUTH_METHOD, "must not be none with client_credentials (RFC 6749 section 4.4); leave it empty");
        }
        return registration(GrantType.CLIENT_CREDENTIALS, clientId, method, server.forItself(), null, Map.of());
    }

    private GrantType grantType() throws SettingsException {
        return GrantTypes.of(values.words(Keys.GRANT_TYPES), values.flag(Keys.LEGACY_PASSWORD_GRANT, false));
    }

    private String clientId() throws SettingsException {
        var written = values.required(CLIENT_ID, "enter the client identifier that the provider gave you");
        var id = written.contains(CALLBACK_ORIGIN) ? written.replace(CALLBACK_ORIGIN, callbackOrigin()) : written;
        if (!VISIBLE.matcher(id).matches()) {
            throw new SettingsException(CLIENT_ID, "contains a character that no client identifier has");
        }
        return id;
    }

    private String callbackOrigin() throws SettingsException {
        var redirectUri = redirectUri();
        if (redirectUri == null) {
            throw new SettingsException(
                    CLIENT_ID,
                    "holds " + CALLBACK_ORIGIN
                            + ", and the redirect URI is not known: no HTTP service is up, and neither " + REDIRECT_URI
                            + " nor " + Keys.BASE_URI + " is set");
        }
        return RedirectUris.origin(redirectUri);
    }

    private ClientAuthentication authentication(@Nullable Secret secret) throws SettingsException {
        var method = method().orElse(secret == null ? ClientAuthentication.NONE : ClientAuthentication.BASIC);
        if (method.byCertificate()) {
            requireKey();
        } else if (secret == null && method != ClientAuthentication.NONE) {
            throw new SettingsException(
                    CLIENT_SECRET, "is not set: enter the client secret, or set " + AUTH_METHOD + " to none");
        }
        return method;
    }

    private Optional<ClientAuthentication> method() throws SettingsException {
        var text = values.text(AUTH_METHOD);
        var method = text.flatMap(name -> ClientAuthentication.of(name.toLowerCase(Locale.ROOT)));
        if (text.isPresent() && method.isEmpty()) {
            throw new SettingsException(
                    AUTH_METHOD,
                    "must be client_secret_basic, client_secret_post, client_secret_basic_and_post,"
                            + " client_secret_basic_as_user, tls_client_auth, self_signed_tls_client_auth or none, or be"
                            + " left empty");
        }
        return method;
    }

    private void requireKey() throws SettingsException {
        if (routes.route().key() == null) {
            throw new SettingsException(
                    Keys.TLS_KEY_STORE,
                    "is not set: name the PKCS12 file with the client's key, or choose another " + AUTH_METHOD);
        }
    }

    private @Nullable String redirectUri() throws SettingsException {
        var text = values.text(REDIRECT_URI).orElseGet(this::defaultRedirectUri);
        return text == null
                ? null
                : RedirectUris.checked(text, values.text(REDIRECT_URI).isPresent(), context.baseUri(), routes.route());
    }

    private @Nullable String shownRedirectUri() throws SettingsException {
        return grantType().hasDoors() ? redirectUri() : null;
    }

    private @Nullable String defaultRedirectUri() {
        return context.baseUri() == null ? null : RedirectUris.of(context.baseUri(), name);
    }

    /** Parameters beside those that the authorization endpoint carries itself: none may come twice (RFC 6749 section 3.1). */
    private Map<String, String> addedTo(URI authorization) throws SettingsException {
        var added = parameters.parameters(PARAMETERS);
        for (var taken : EndpointRules.queryNames(authorization)) {
            parameters.refuseSecondResource(AUTHORIZATION_ENDPOINT, taken);
            if (added.containsKey(taken)) {
                throw new SettingsException(
                        PARAMETERS + taken,
                        "is in the query of " + AUTHORIZATION_ENDPOINT + " already; remove it here or there");
            }
        }
        return added;
    }

    private Set<String> consumers() throws SettingsException {
        var consumers = values.words(Keys.CONSUMERS);
        if (!consumers.stream().allMatch(consumer -> isSymbolicName(consumer))) {
            throw new SettingsException(
                    Keys.CONSUMERS, "holds something that is no symbolic name of a bundle; bundle:list -s shows them");
        }
        return Set.copyOf(consumers);
    }

    private void requireOwnerIsBundle() throws SettingsException {
        if (values.has(Keys.OWNER) && owner(values).isEmpty()) {
            throw new SettingsException(
                    Keys.OWNER, "is not the symbolic name of one bundle; bundle:list -s shows them");
        }
    }

    /** The bundle that a person made the owner (empty: none, or what is written names none). */
    static Optional<String> owner(Values values) {
        try {
            return values.text(Keys.OWNER).filter(owner -> isSymbolicName(owner));
        } catch (SettingsException e) {
            return Optional.empty();
        }
    }

    private Set<String> consumersOrNobody() {
        try {
            return consumers();
        } catch (SettingsException e) {
            return NOBODY;
        }
    }

    private Card card(Set<String> consumers) {
        return new Card(
                name,
                consumers,
                api.hostsOrNone(),
                lenient(this::clientId),
                lenient(this::shownRedirectUri),
                notices(),
                routes.orPublic(),
                api.keptHostsOrNone(),
                api.styleOrPlain(lenient(this::clientId)),
                ShownSettings.of(values.raw()));
    }

    private static @Nullable String lenient(Reading reading) {
        try {
            return reading.read();
        } catch (SettingsException e) {
            return null;
        }
    }

    private List<String> notices() {
        var notices = new ArrayList<String>(UnknownKeys.notices(values.keys()));
        notices.addAll(routes.notices());
        notices.addAll(Relaxations.notices(values));
        notices.addAll(RedirectUris.notices(values, lenient(this::shownRedirectUri)));
        if ("password".equals(lenient(() -> grantType().wireName()))) {
            notices.add(
                    "legacy-password-grant: whoever signs in gives the password of the account away to this controller,"
                            + " which no provider should ask for (RFC 9700 section 2.4); it is used once and kept nowhere");
        }
        if (context.secretInClear()) {
            notices.add("secret-in-clear: Config Admin keeps " + secretsThatAreSet()
                    + " in clear; seal it in the token store with oauth:set --move " + name + " "
                    + secretsThatAreSet().replace(" and ", ", then the same with ")
                    + ", or move it to a file of its own and write $[secret:<file name>] instead");
        }
        return notices;
    }

    private String secretsThatAreSet() {
        var present = Keys.SECRETS.stream().filter(values::has).toList();
        return present.isEmpty() ? CLIENT_SECRET : String.join(" and ", present);
    }

    /** Reads one setting. */
    private interface Reading {
        @Nullable
        String read() throws SettingsException;
    }
}
