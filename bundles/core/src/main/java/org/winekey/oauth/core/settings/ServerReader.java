// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.Dialect;
import org.winekey.oauth.core.protocol.GrantType;
import org.winekey.oauth.core.protocol.Registration.Endpoints;

/** Reads what the settings of a client say of the authorization server. */
final class ServerReader {

    private static final String DOCUMENTED = "enter the address that the provider documents";

    /** What a client needs that asks with its own credentials: it signs nobody in. */
    private static final List<String> OF_ITS_OWN =
            List.of(Keys.TOKEN_ENDPOINT, Keys.REVOCATION_ENDPOINT, Keys.INTROSPECTION_ENDPOINT);

    /** The same, where the provider tells whose account it is, and where tokens are renewed. */
    private static final List<String> OF_PASSWORD = List.of(
            Keys.TOKEN_ENDPOINT,
            Keys.REVOCATION_ENDPOINT,
            Keys.INTROSPECTION_ENDPOINT,
            Keys.USERINFO_ENDPOINT,
            ProviderKeys.REFRESH_ENDPOINT,
            ProviderKeys.THEN_ENDPOINT);

    private final Values values;
    private final RouteReader routes;

    ServerReader(Values values, RouteReader routes) {
        this.values = values;
        this.routes = routes;
    }

    @Nullable
    String issuer() throws SettingsException {
        var issuer = values.text(Keys.ISSUER).orElse(null);
        if (issuer != null
                && Addresses.endpoint(Keys.ISSUER, issuer, routes.route()).getRawQuery() != null) {
            throw new SettingsException(Keys.ISSUER, "must not have a query; remove the ? and what follows");
        }
        return issuer;
    }

    /** Whether the endpoints are to be taken from the metadata of the issuer. */
    boolean needsMetadata(GrantType grantType) throws SettingsException {
        return values.text(Keys.ISSUER).isPresent()
                && values.text(Keys.TOKEN_ENDPOINT).isEmpty()
                && (values.text(Keys.AUTHORIZATION_ENDPOINT).isEmpty() || !grantType.hasDoors());
    }

    /** The endpoints of a client that people sign in for. */
    Endpoints forPeople() throws SettingsException {
        var named = new LinkedHashMap<String, URI>();
        named.put(
                Keys.AUTHORIZATION_ENDPOINT,
                Addresses.authorization(
                        Keys.AUTHORIZATION_ENDPOINT, required(Keys.AUTHORIZATION_ENDPOINT), routes.route()));
        return endpoints(named, Endpoints.NAMES);
    }

    /** The endpoints of a client that asks with its own credentials. */
    Endpoints forItself() throws SettingsException {
        return endpoints(new LinkedHashMap<>(), OF_ITS_OWN);
    }

    /** The endpoints of a client that people sign in for with a password: there must be no better way. */
    Endpoints forPassword() throws SettingsException {
        for (var better : List.of(Keys.AUTHORIZATION_ENDPOINT, Keys.DEVICE_AUTHORIZATION_ENDPOINT)) {
            if (values.text(better).isPresent()) {
                throw new SettingsException(
                        Keys.GRANT_TYPES,
                        "holds password, although the provider has something better (" + better + "); remove password");
            }
        }
        if (routes.route().insecure()) {
            throw new SettingsException(
                    Keys.ALLOW_INSECURE,
                    "cannot be true with the grant type password, which would cross the network in clear");
        }
        return endpoints(new LinkedHashMap<>(), OF_PASSWORD);
    }

    private Endpoints endpoints(Map<String, URI> named, List<String> names) throws SettingsException {
        required(Keys.TOKEN_ENDPOINT);
        named.putAll(present(names));
        return Endpoints.of(named);
    }

    /** The endpoints of these names that are set. */
    Map<String, URI> present(List<String> names) throws SettingsException {
        var named = new LinkedHashMap<String, URI>();
        for (var name : names) {
            var text = values.text(name);
            if (text.isPresent()) {
                named.put(name, Addresses.endpoint(name, text.get(), routes.route()));
            }
        }
        return named;
    }

    /** The two that belong together come from one hand: a code must not go where its consent page did not mean it to. */
    private String required(String key) throws SettingsException {
        return values.required(
                key,
                values.text(Keys.ISSUER).isPresent()
                        ? "set " + Keys.AUTHORIZATION_ENDPOINT + " and " + Keys.TOKEN_ENDPOINT
                                + ", or neither, and both are taken from the metadata of the " + Keys.ISSUER
                        : DOCUMENTED + ", or the " + Keys.ISSUER + " alone");
    }

    Dialect dialect(String clientId) throws SettingsException {
        return new Dialect(
                issPromised(),
                resources(),
                rawBasic(clientId),
                new RequestStyleReader(values, clientId).read(),
                new AnswerStyleReader(values).read(),
                new HabitsReader(values).read());
    }

    private boolean issPromised() throws SettingsException {
        boolean promised = values.flag(Keys.ISS_PROMISED, false);
        if (promised && issuer() == null) {
            throw new SettingsException(
                    Keys.ISSUER, "is not set: " + Keys.ISS_PROMISED + " needs it to compare answers with");
        }
        return promised;
    }

    private List<String> resources() throws SettingsException {
        var resources = new ArrayList<String>();
        for (var text : values.words(Keys.RESOURCE)) {
            resources.add(Addresses.resource(Keys.RESOURCE, text));
        }
        return resources;
    }

    private boolean rawBasic(String clientId) throws SettingsException {
        boolean raw = values.flag(Keys.RAW_BASIC, false);
        if (raw && clientId.contains(":")) {
            throw new SettingsException(
                    Keys.RAW_BASIC, "cannot be true, since a colon in " + Keys.CLIENT_ID + " would end it too early");
        }
        return raw;
    }
}
