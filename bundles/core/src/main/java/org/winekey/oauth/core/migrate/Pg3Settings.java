// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.ForeignText;
import org.winekey.oauth.core.protocol.ReservedParameters;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.ProviderKeys;

/**
 * The OAuth configuration of a PG3 plugin, as its store has it, as settings of a client.
 *
 * @param title what the plugin calls the service; empty when it does not say
 * @param settings by the keys of a client, without the secret
 * @param secret the client secret; null when there is none
 * @param warnings what has no meaning here, one sentence each
 */
public record Pg3Settings(
        String title,
        Map<String, Object> settings,
        @Nullable Secret secret,
        List<String> warnings) {

    private static final Set<String> READ = Set.of(
            "name",
            "client_id",
            "client_secret",
            "auth_endpoint",
            "token_endpoint",
            "scope",
            "addScope",
            "addRedirect",
            "parameters",
            "token_parameters");

    /** Copies the collections. */
    public Pg3Settings {
        settings = Map.copyOf(settings);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads such a configuration, word for word as it stands in the store.
     *
     * @throws MigrationException when it is none, or sets what the protocol sets
     */
    public static Pg3Settings read(byte[] json) throws MigrationException {
        return read(Fields.of(json));
    }

    static Pg3Settings read(Fields fields) throws MigrationException {
        var settings = new LinkedHashMap<String, Object>();
        Placeholders.put(settings, Keys.CLIENT_ID, fields.text("client_id"));
        Placeholders.put(settings, Keys.AUTHORIZATION_ENDPOINT, fields.text("auth_endpoint"));
        Placeholders.put(settings, Keys.TOKEN_ENDPOINT, fields.text("token_endpoint"));
        Placeholders.put(settings, Keys.SCOPE, fields.words("scope"));
        if (settings.isEmpty()) {
            throw new MigrationException("holds no OAuth configuration: neither client_id nor an endpoint is in it");
        }
        var secret = fields.text("client_secret");
        if (secret != null) {
            // PG3 knows no other way to prove itself, so the provider takes this one.
            settings.put(Keys.AUTH_METHOD, "client_secret_post");
        }
        if (Boolean.TRUE.equals(fields.flag("addScope"))) {
            settings.put(ProviderKeys.REFRESH_SCOPE, "true");
        }
        var redirect = fields.flag("addRedirect");
        if (redirect != null) {
            settings.put(ProviderKeys.REDIRECT_URI_SENT, redirect ? "always" : "never");
        }
        putParameters(settings, Keys.PARAMETERS, fields);
        putParameters(settings, Keys.TOKEN_PARAMETERS, fields);
        var title = fields.text("name");
        return new Pg3Settings(
                title == null ? "" : title, settings, secret == null ? null : Secret.of(secret), warnings(fields));
    }

    private static void putParameters(Map<String, Object> settings, String prefix, Fields fields)
            throws MigrationException {
        var group = prefix.substring(0, prefix.length() - 1);
        var parameters = fields.object(group);
        if (parameters == null) {
            if (fields.has(group)) {
                throw new MigrationException("has something else than an object as " + group);
            }
            return;
        }
        for (var name : parameters.names()) {
            var complaint = ReservedParameters.check(name);
            if (complaint.isPresent()) {
                throw new MigrationException("sets " + prefix + ForeignText.plain(name) + ", but " + complaint.get());
            }
            Placeholders.put(settings, prefix + name, parameters.text(name));
        }
    }

    private static List<String> warnings(Fields fields) {
        var warnings = new ArrayList<String>();
        for (var name : fields.names()) {
            if (!READ.contains(name)) {
                warnings.add(ForeignText.plain(name) + " has no meaning here and is left out");
            }
        }
        return warnings;
    }

    @Override
    public String toString() {
        return "Pg3Settings" + settings.keySet();
    }
}
