// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.backup.BackupContent.SavedClient;
import org.winekey.oauth.core.backup.BackupContent.SavedGrant;
import org.winekey.oauth.core.backup.BackupContent.SavedSecrets;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Members;
import org.winekey.oauth.spi.RecordVersion;

/** The content of a backup as JSON that is to be sealed. Members that this version does not know are passed over. */
final class BackupJson {

    private static final long FORMAT = 1;
    private static final Pattern CLIENT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern GRANT_ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");

    /** More than a grant that is renewed every second for a million years; leaves room for the next. */
    private static final long LAST_GENERATION = 1L << 45;

    private BackupJson() {}

    static byte[] encode(BackupContent content) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("format", FORMAT);
        members.put("id", content.id());
        members.put("store", content.storeId());
        members.put("madeAt", content.madeAt().toString());
        members.put("keys", content.keyIds());
        members.put(
                "clients",
                content.clients().values().stream().map(BackupJson::client).toList());
        members.put(
                "settings",
                content.settings().values().stream().map(BackupJson::settings).toList());
        return Json.write(members);
    }

    private static Map<String, @Nullable Object> client(SavedClient saved) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("client", saved.client());
        members.put("grant", saved.grant() == null ? null : grant(saved.grant()));
        members.put("setAside", saved.setAside().stream().map(BackupJson::grant).toList());
        if (saved.secrets() != null) {
            members.put("secrets", secrets(saved.secrets()));
        }
        return members;
    }

    private static Map<String, @Nullable Object> secrets(SavedSecrets saved) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("id", saved.version().grantId());
        members.put("generation", saved.version().generation());
        members.put("content", saved.content());
        return members;
    }

    private static @Nullable SavedSecrets secrets(@Nullable Members members) throws JsonException {
        if (members == null) {
            return null;
        }
        var content = new LinkedHashMap<String, @Nullable Object>();
        members.object("content").values().forEach((name, value) -> content.put(String.valueOf(name), value));
        var generation = members.number("generation");
        if (generation > LAST_GENERATION) {
            throw new JsonException("secrets of a generation that no store wrote");
        }
        return new SavedSecrets(new RecordVersion(matching(GRANT_ID, members.text("id")), generation), content);
    }

    private static Map<String, @Nullable Object> grant(SavedGrant saved) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("grantId", saved.version().grantId());
        members.put("generation", saved.version().generation());
        members.put("grant", Grants.members(saved.grant()));
        return members;
    }

    private static Map<String, @Nullable Object> settings(SavedSettings saved) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("client", saved.client());
        members.put("properties", properties(saved));
        return members;
    }

    /** Properties as lists, by which two settings can be compared. */
    static Map<String, Object> properties(SavedSettings saved) {
        var properties = new TreeMap<String, Object>(String.CASE_INSENSITIVE_ORDER);
        saved.properties().forEach((key, value) -> properties.put(RawValues.key(key), RawValues.encode(value)));
        return properties;
    }

    /**
     * The content in bytes that {@link #encode} made.
     *
     * @throws BackupException when a later version wrote it, or it is anything else; quotes nothing
     */
    static BackupContent decode(byte[] utf8) throws BackupException {
        try {
            var members = new Members(Json.readObject(utf8));
            var format = members.number("format");
            if (format != FORMAT) {
                throw BackupFormat.ofAnotherFormat(format);
            }
            return content(members);
        } catch (JsonException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new BackupException("holds something that this version cannot read; restore it with the version of "
                    + "Winekey that wrote it, or a later one");
        }
    }

    private static BackupContent content(Members members) throws JsonException {
        var clients = new TreeMap<String, SavedClient>();
        for (var object : members.objects("clients")) {
            var client = client(object);
            requireFirst(clients.put(client.client(), client));
        }
        var settings = new TreeMap<String, SavedSettings>();
        for (var object : members.objects("settings")) {
            var saved = settings(object);
            requireFirst(settings.put(saved.client(), saved));
        }
        return new BackupContent(
                matching(ID, members.text("id")),
                members.text("store"),
                Instant.parse(members.text("madeAt")),
                members.texts("keys"),
                clients,
                settings);
    }

    private static SavedClient client(Members members) throws JsonException {
        var client = matching(CLIENT, members.text("client"));
        var grant = members.optionalObject("grant");
        var setAside = new ArrayList<SavedGrant>();
        for (var saved : members.objects("setAside")) {
            setAside.add(grant(client, saved));
        }
        var secrets = secrets(members.optionalObject("secrets"));
        return new SavedClient(client, grant == null ? null : grant(client, grant), setAside, secrets);
    }

    private static SavedGrant grant(String client, Members members) throws JsonException {
        var grant = Grants.of(members.object("grant"));
        var generation = members.number("generation");
        if (!grant.registration().client().equals(client) || generation > LAST_GENERATION) {
            throw new JsonException("a grant of another client, or of a generation that no store wrote");
        }
        return new SavedGrant(new RecordVersion(matching(GRANT_ID, members.text("grantId")), generation), grant);
    }

    private static SavedSettings settings(Members members) throws JsonException {
        var properties = new LinkedHashMap<String, Object>();
        var raw = members.object("properties").values();
        for (var property : raw.entrySet()) {
            if (!(property.getValue() instanceof List<?> list)) {
                throw new JsonException("a setting that is no list");
            }
            properties.put((String) property.getKey(), RawValues.decode(list));
        }
        return new SavedSettings(matching(CLIENT, members.text("client")), properties);
    }

    private static void requireFirst(@Nullable Object before) throws JsonException {
        if (before != null) {
            throw new JsonException("a client that comes twice");
        }
    }

    private static String matching(Pattern pattern, String text) throws JsonException {
        if (!pattern.matcher(text).matches()) {
            throw new JsonException("an identifier that is none");
        }
        return text;
    }
}
