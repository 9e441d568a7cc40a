// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.settings.ClientSettings.Card;

/**
 * The configurations in order: which client each is for, which of two with one name counts, and who extends whom. Not
 * thread-safe.
 */
final class Pages {

    private final Map<String, Page> pages = new HashMap<>();
    private final Map<String, List<Page>> byName = new TreeMap<>();
    private final Map<String, Page> nameless = new TreeMap<>();
    private final Set<String> crowded = new TreeSet<>();

    /** Names of the clients that extend a client, directly; kept when that client goes. */
    private final Map<String, Set<String>> extending = new HashMap<>();

    /** All of them. */
    Collection<Page> all() {
        return pages.values();
    }

    /** The page of a PID (empty: there is none). */
    Optional<Page> ofPid(String pid) {
        return Optional.ofNullable(pages.get(pid));
    }

    /** The pages that name a client, the one that counts first. */
    List<Page> of(String name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /** The page that counts for a client (empty: there is none). */
    Optional<Page> first(String name) {
        return byName.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Names of all clients that there is a page for. */
    Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /**
     * Takes a page in.
     *
     * @return names of the clients that may be different now
     */
    Set<String> add(Page page) {
        pages.put(page.pid(), page);
        if (page.name() == null) {
            nameless.put(page.pid(), page);
            return Set.of();
        }
        var name = page.name();
        var pagesOfName = byName.computeIfAbsent(name, missing -> new ArrayList<>());
        pagesOfName.add(page);
        if (pagesOfName.size() > 1) {
            crowded.add(name);
        }
        pagesOfName.sort(Comparator.comparing(Page::leaving).thenComparing(Page::pid));
        page.base()
                .ifPresent(base -> extending
                        .computeIfAbsent(base, missing -> new LinkedHashSet<>())
                        .add(name));
        return withExtending(name);
    }

    /**
     * Takes a page out; of an unknown PID nothing.
     *
     * @return names of the clients that may be different now
     */
    Set<String> remove(String pid) {
        var page = pages.remove(pid);
        nameless.remove(pid);
        var name = page == null ? null : page.name();
        if (page == null || name == null) {
            return Set.of();
        }
        var affected = withExtending(name);
        var pagesOfName = byName.getOrDefault(name, new ArrayList<>());
        pagesOfName.remove(page);
        if (pagesOfName.size() < 2) {
            crowded.remove(name);
        }
        if (pagesOfName.isEmpty()) {
            byName.remove(name);
        }
        page.base().ifPresent(base -> forgetExtending(base, name));
        return affected;
    }

    private void forgetExtending(String base, String name) {
        boolean still = byName.getOrDefault(name, List.of()).stream()
                .anyMatch(page -> page.base().equals(Optional.of(base)));
        if (!still) {
            var names = extending.getOrDefault(base, new LinkedHashSet<>());
            names.remove(name);
            if (names.isEmpty()) {
                extending.remove(base);
            }
        }
    }

    /** A client, and all that extend it, directly or not. */
    Set<String> withExtending(String name) {
        var all = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            var next = open.remove();
            if (all.add(next)) {
                open.addAll(extending.getOrDefault(next, Set.of()));
            }
        }
        return all;
    }

    /** Pages that work for no client: without a name, or with a name that is another's. */
    List<ClientSettings.Invalid> strays() {
        var strays = new ArrayList<ClientSettings.Invalid>();
        nameless.values().forEach(page -> {
            if (page.problem() != null) {
                strays.add(
                        stray(page.pid(), page.problem().key(), page.problem().reason()));
            }
        });
        for (var name : crowded) {
            var pagesOfName = byName.getOrDefault(name, List.of());
            var reason = "names the same client as " + pagesOfName.get(0).pid() + "; rename or delete one of them";
            pagesOfName.stream()
                    .skip(1)
                    .filter(page -> !page.leaving())
                    .forEach(page -> strays.add(stray(page.pid(), Keys.CLIENT, reason)));
        }
        return strays;
    }

    private static ClientSettings.Invalid stray(String pid, String key, String reason) {
        return new ClientSettings.Invalid(
                new Card(pid, Set.of(), Set.of(), null, null, List.of(), Route.PUBLIC), key, reason);
    }
}
