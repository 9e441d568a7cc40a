// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.winekey.oauth.core.seam.Route;

/**
 * Hosts of an API that the provider names itself when somebody signs in. What it names, also through a browser, picks one
 * of a closed list and forms nothing. Immutable; thread-safe.
 *
 * @param templates hosts as {@code api_hosts} has them, with {@code {kept.<name>}} in them
 * @param allowed the closed list
 * @param route how requests get there
 */
public record KeptHosts(List<String> templates, List<Rule> allowed, Route route) {

    /** None. */
    public static final KeptHosts NONE = new KeptHosts(List.of(), List.of(), Route.PUBLIC);

    private static final Pattern KEPT = Pattern.compile("\\{kept\\.([A-Za-z0-9_.-]{1,64})\\}");
    private static final Pattern RULE =
            Pattern.compile("(\\*\\.)?((?:[a-z0-9-]{1,63}\\.){1,8}[a-z0-9-]{1,63})(?::([0-9]{1,5}))?");
    private static final String HTTPS = "https://";

    /** Copies the lists. */
    public KeptHosts {
        templates = List.copyOf(templates);
        allowed = List.copyOf(allowed);
    }

    /**
     * One entry of the closed list.
     *
     * @param host in lower case
     * @param below whether it stands for every host below that name, instead of that host
     * @param port where https is spoken
     */
    public record Rule(String host, boolean below, int port) {

        private boolean admits(String origin) {
            var name = host + ":" + port;
            return origin.startsWith(HTTPS) && (below ? origin.endsWith("." + name) : origin.equals(HTTPS + name));
        }
    }

    /** Whether a word of {@code api_hosts} has to be filled in. */
    static boolean isTemplate(String word) {
        return KEPT.matcher(word).find();
    }

    /**
     * Reads the templates and the list.
     *
     * @param templates the words of {@code api_hosts} that are templates
     * @param kept names of what is kept
     * @param listed the words of {@code kept_hosts}
     */
    static KeptHosts of(List<String> templates, Collection<String> kept, List<String> listed, Route route)
            throws SettingsException {
        for (var word : templates) {
            var names = KEPT.matcher(word);
            while (names.find()) {
                if (!kept.contains(names.group(1))) {
                    throw new SettingsException(
                            Keys.API_HOSTS,
                            "has {kept." + names.group(1) + "}, which nobody keeps; add that name to "
                                    + ProviderKeys.RESPONSE_KEEP + " or " + ProviderKeys.CALLBACK_KEEP);
                }
            }
        }
        if (!templates.isEmpty() && listed.isEmpty()) {
            throw new SettingsException(
                    ProviderKeys.KEPT_HOSTS,
                    "is not set: list every host that {kept...} in " + Keys.API_HOSTS
                            + " may name, such as eu.example.com or *.example.com");
        }
        return new KeptHosts(templates, rules(listed), route);
    }

    private static List<Rule> rules(List<String> listed) throws SettingsException {
        var rules = new ArrayList<Rule>();
        for (var word : listed) {
            var parts = RULE.matcher(word.toLowerCase(Locale.ROOT));
            if (!parts.matches()) {
                throw new SettingsException(
                        ProviderKeys.KEPT_HOSTS,
                        "has an entry that is no host; write eu.example.com, *.example.com or eu.example.com:8443");
            }
            var port = parts.group(3) == null ? ApiHosts.HTTPS_PORT : Integer.parseInt(parts.group(3));
            rules.add(new Rule(parts.group(2), parts.group(1) != null, port));
        }
        return rules;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return templates.isEmpty();
    }

    /** The hosts with what is kept, as {@code https://host:port}; what the list does not admit is none. */
    public Set<String> origins(Map<String, String> kept) {
        var origins = new LinkedHashSet<String>();
        for (var template : templates) {
            filled(template, kept)
                    .flatMap(this::origin)
                    .filter(origin -> allowed.stream().anyMatch(rule -> rule.admits(origin)))
                    .ifPresent(origins::add);
        }
        return origins;
    }

    private static Optional<String> filled(String template, Map<String, String> kept) {
        var filled = new StringBuilder();
        var names = KEPT.matcher(template);
        while (names.find()) {
            var value = kept.get(names.group(1));
            if (value == null) {
                return Optional.empty();
            }
            names.appendReplacement(filled, "");
            filled.append(value);
        }
        names.appendTail(filled);
        return Optional.of(filled.toString());
    }

    private Optional<String> origin(String host) {
        var bare = host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
        try {
            return Optional.of(ApiHosts.origin(bare.toLowerCase(Locale.ROOT), route));
        } catch (SettingsException e) {
            // Not an address that a token could go to, whatever the list says.
            return Optional.empty();
        }
    }
}
