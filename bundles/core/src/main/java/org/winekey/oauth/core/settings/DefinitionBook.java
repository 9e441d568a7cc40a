// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.Route;
import org.winekey.oauth.core.settings.ClientSettings.Card;
import org.winekey.oauth.core.settings.Definition.Fault;
import org.winekey.oauth.core.settings.Definition.Publisher;

/** The definitions of all bundles: which one counts for a client, and why the others do not. Not thread-safe. */
final class DefinitionBook {

    private static final String REMEDY = "; set " + Keys.OWNER + " to the bundle whose definition is meant";
    private static final String OF_A_PERSON = "a person made this client" + REMEDY;

    private final Owners owners;
    private final Map<Long, Entry> entries = new HashMap<>();
    private final Map<String, List<Entry>> byClient = new TreeMap<>();
    private final Map<Long, String> refusals = new TreeMap<>();
    private boolean open;

    private record Entry(Definition definition, boolean leaving) {}

    /**
     * What a person's settings say about a client of that name.
     *
     * @param namesServer whether they say where its provider is, so that the person made the client
     * @param owner the bundle that the person made its owner
     */
    record Person(boolean namesServer, Optional<String> owner) {
        static final Person NONE = new Person(false, Optional.empty());

        /** Whether no bundle has a say, whoever used the name before. */
        boolean isSoleMaker() {
            return namesServer && owner.isEmpty();
        }
    }

    /**
     * What counts for a client.
     *
     * @param definition null: none
     * @param owner the bundle that owns the client; null: none does
     * @param notices what is worth knowing
     */
    record Ruling(@Nullable Definition definition, @Nullable String owner, List<String> notices) {

        Map<String, Object> defaults() throws SettingsException {
            if (definition == null) {
                return Map.of();
            }
            var fault = definition.fault();
            if (fault != null) {
                throw new SettingsException(fault.key(), fault.reason());
            }
            return definition.settings();
        }
    }

    DefinitionBook(Owners owners) {
        this.owners = owners;
    }

    /** A book of its own with what is in this one now, to look ahead with: nobody becomes an owner by it. */
    DefinitionBook lookingAhead() {
        var copy = new DefinitionBook(Owners.lookingAhead(owners));
        entries.values().forEach(copy::add);
        copy.open = open;
        return copy;
    }

    /** From now on definitions count: what people set is known. */
    void open() {
        open = true;
    }

    void put(Definition definition) {
        remove(definition.id());
        add(new Entry(definition, false));
    }

    /** Marks a definition as withdrawn but still in force; its client (empty: there is none). */
    Optional<String> leave(long id) {
        var entry = remove(id);
        entry.ifPresent(gone -> add(new Entry(gone.definition(), true)));
        return entry.map(gone -> gone.definition().client());
    }

    /** Removes a definition if it is still marked as withdrawn; its client (empty: it is not). */
    Optional<String> removeIfLeaving(long id) {
        var entry = entries.get(id);
        return entry != null && entry.leaving()
                ? remove(id).map(gone -> gone.definition().client())
                : Optional.empty();
    }

    Set<String> clients() {
        return new TreeSet<>(byClient.keySet());
    }

    Ruling ruling(String client, Person person) {
        var present = byClient.getOrDefault(client, List.of());
        present.forEach(entry -> refusals.remove(entry.definition().id()));
        person.owner().ifPresent(owner -> assign(client, owner, present));
        if (person.isSoleMaker()) {
            owners.release(client);
            return open ? refused(present, null, OF_A_PERSON) : new Ruling(null, null, List.of());
        }
        var owner = person.owner().or(() -> owners.of(client));
        if (present.isEmpty() || !open) {
            return new Ruling(null, owner.orElse(null), List.of());
        }
        if (owner.isEmpty()) {
            var first = present.get(0).definition();
            var refusal = claim(client, first);
            if (refusal.isPresent()) {
                return refused(present, null, refusal.get());
            }
            owner = Optional.of(first.publisher().name());
        }
        return ruled(present, owner.get());
    }

    private Optional<String> claim(String client, Definition first) {
        return first.fault() == null
                ? owners.claim(client, first.publisher())
                : Optional.of(first.fault().key() + " " + first.fault().reason());
    }

    private Ruling ruled(List<Entry> present, String owner) {
        var own = present.stream()
                .filter(entry -> entry.definition().isBy(owner))
                .map(Entry::definition)
                .toList();
        var others = new ArrayList<>(present);
        others.removeIf(
                entry -> !own.isEmpty() && entry.definition().id() == own.get(0).id());
        var why = "the bundle " + owner + " owns this client, or defines it already" + REMEDY;
        var ruling = refused(others, owner, why);
        if (own.isEmpty()) {
            return ruling;
        }
        var counts = own.get(0);
        var notices = new ArrayList<String>();
        notices.add("defined-by: " + Definition.by(counts.publisher()) + " has the defaults of this client");
        notices.addAll(counts.notices());
        notices.addAll(ruling.notices());
        return new Ruling(counts, owner, notices);
    }

    private Ruling refused(List<Entry> all, @Nullable String owner, String why) {
        var notices = new ArrayList<String>();
        for (var entry : all) {
            var reason = Definition.by(entry.definition().publisher()) + " does not count: " + why;
            refusals.put(entry.definition().id(), reason);
            notices.add("definition-refused: " + reason);
        }
        return new Ruling(null, owner, notices);
    }

    private void assign(String client, String owner, List<Entry> present) {
        var location = present.stream()
                .map(entry -> entry.definition().publisher())
                .filter(publisher -> publisher.name().equals(owner))
                .map(Publisher::location)
                .findFirst()
                .orElse("");
        owners.assign(client, new Publisher(owner, location));
    }

    /**
     * Definitions that work for no client.
     *
     * @param known whether a client of a name exists, so that its own notices tell
     */
    List<ClientSettings.Invalid> strays(Predicate<String> known) {
        var strays = new ArrayList<ClientSettings.Invalid>();
        entries.values().stream()
                .filter(entry -> !entry.leaving())
                .map(Entry::definition)
                .sorted(Comparator.comparing(Definition::id))
                .forEach(definition -> fault(definition)
                        .filter(fault -> !known.test(definition.client()))
                        .ifPresent(fault -> strays.add(stray(definition, fault))));
        return strays;
    }

    private Optional<Fault> fault(Definition definition) {
        var refusal = refusals.get(definition.id());
        var fault = definition.fault();
        if (fault != null && (definition.client().isEmpty() || refusal != null)) {
            return Optional.of(fault);
        }
        return Optional.ofNullable(refusal).map(reason -> new Fault(Keys.OWNER, reason));
    }

    private static ClientSettings.Invalid stray(Definition definition, Fault fault) {
        var name = definition.publisher().name() + "/" + definition.client();
        return new ClientSettings.Invalid(
                new Card(name, Set.of(), Set.of(), null, null, List.of(), Route.PUBLIC), fault.key(), fault.reason());
    }

    private void add(Entry entry) {
        var definition = entry.definition();
        entries.put(definition.id(), entry);
        if (!definition.client().isEmpty()) {
            var ofClient = byClient.computeIfAbsent(definition.client(), missing -> new ArrayList<>());
            ofClient.add(entry);
            ofClient.sort(Comparator.comparing(Entry::leaving)
                    .thenComparing(some -> some.definition().id()));
        }
    }

    private Optional<Entry> remove(long id) {
        var entry = entries.remove(id);
        refusals.remove(id);
        if (entry == null) {
            return Optional.empty();
        }
        var client = entry.definition().client();
        var ofClient = byClient.getOrDefault(client, new ArrayList<>());
        ofClient.remove(entry);
        if (ofClient.isEmpty()) {
            byClient.remove(client);
        }
        return Optional.of(entry);
    }
}
