// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.winekey.oauth.core.protocol.Registration.Endpoints;

/**
 * Fills in variables where the addresses of a provider depend on the account: {@code {vars.shop}} stands for what the key
 * {@code vars.shop} says. A variable is one label of a host name, so that it leads to no host that whoever wrote the
 * template did not mean; or one of the values that the profile lists for it.
 */
final class Templates {

    private static final String START = "{" + ProviderKeys.VARS;
    private static final Pattern VARIABLE = Pattern.compile("\\{vars\\.([^{}]*)\\}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    /** Other keys are names and secrets, which no address depends on. */
    private static final Set<String> KEYS =
            Set.copyOf(Stream.concat(Endpoints.NAMES.stream(), Stream.of(Keys.ISSUER, Keys.API_HOSTS))
                    .toList());

    private static final List<String> PREFIXES = List.of(
            Keys.PARAMETERS,
            Keys.TOKEN_PARAMETERS,
            ProviderKeys.CODE_PARAMETERS,
            ProviderKeys.REFRESH_PARAMETERS,
            ProviderKeys.THEN_PARAMETERS);

    private final Values values;
    private final Map<String, Set<String>> listed;

    /**
     * Templates over these values.
     *
     * @param listed the values that a variable may have, by its name; others are one label
     */
    Templates(Values values, Map<String, Set<String>> listed) {
        this.values = values;
        this.listed = listed;
    }

    /** The text of a key with its variables filled in. */
    String filled(String key, String text) throws SettingsException {
        if (!text.contains(START)) {
            return text;
        }
        if (KEYS.stream().noneMatch(key::equalsIgnoreCase) && PREFIXES.stream().noneMatch(key::startsWith)) {
            throw new SettingsException(
                    key, "holds a variable, which is filled in in endpoints, issuer, api_hosts and parameters only");
        }
        var filled = new StringBuilder();
        var found = VARIABLE.matcher(text);
        while (found.find()) {
            found.appendReplacement(filled, variable(key, found.group(1)));
        }
        return found.appendTail(filled).toString();
    }

    private String variable(String key, String name) throws SettingsException {
        if (!NAME.matcher(name).matches()) {
            throw new SettingsException(key, "holds a variable without a legal name; write one such as {vars.shop}");
        }
        var value = values.required(
                ProviderKeys.VARS + name, key + " has a place for it, as the provider's documentation says what it is");
        check(name, value);
        return value;
    }

    private void check(String name, String value) throws SettingsException {
        var few = listed.get(name);
        if (few != null && !few.contains(value)) {
            throw new SettingsException(
                    ProviderKeys.VARS + name,
                    "must be one of " + String.join(", ", few.stream().sorted().toList()));
        }
        if (few == null && !LABEL.matcher(value).matches()) {
            throw new SettingsException(
                    ProviderKeys.VARS + name,
                    "must be one part of a host name, such as my-shop: letters, digits and -, no point and no slash");
        }
    }
}
