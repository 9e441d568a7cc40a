// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads where the token of a client may go and how it is carried there; what is wrong goes nowhere. */
final class ApiReader {

    private final Values values;
    private final RouteReader routes;

    ApiReader(Values values, RouteReader routes) {
        this.values = values;
        this.routes = routes;
    }

    /** Says what is wrong with any of it. */
    void check(String clientId) throws SettingsException {
        hosts();
        keptHosts();
        var unused = ApiStyle.read(values, clientId);
    }

    Set<String> hostsOrNone() {
        try {
            return hosts();
        } catch (SettingsException e) {
            return Set.of();
        }
    }

    KeptHosts keptHostsOrNone() {
        try {
            return keptHosts();
        } catch (SettingsException e) {
            return KeptHosts.NONE;
        }
    }

    /** How requests carry the token (null: the client identifier is not known). */
    ApiStyle styleOrPlain(@Nullable String clientId) {
        try {
            return clientId == null ? ApiStyle.PLAIN : ApiStyle.read(values, clientId);
        } catch (SettingsException e) {
            return ApiStyle.PLAIN;
        }
    }

    private Set<String> hosts() throws SettingsException {
        var words = values.words(Keys.API_HOSTS);
        return ApiHosts.of(
                words.stream().filter(word -> !KeptHosts.isTemplate(word)).toList(), routes.route());
    }

    private KeptHosts keptHosts() throws SettingsException {
        var words = values.words(Keys.API_HOSTS);
        var kept = new ArrayList<>(AnswerStyleReader.names(values, ProviderKeys.RESPONSE_KEEP));
        kept.addAll(AnswerStyleReader.names(values, ProviderKeys.CALLBACK_KEEP));
        return KeptHosts.of(
                words.stream().filter(KeptHosts::isTemplate).toList(),
                kept,
                values.words(ProviderKeys.KEPT_HOSTS),
                routes.route());
    }
}
