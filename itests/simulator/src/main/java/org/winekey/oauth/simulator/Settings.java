// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.io.IOException;
import java.net.URI;
import java.util.Hashtable;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.core.settings.ClientBook;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.token.ClientTerms;

/** What Config Admin keeps of one client, and what the product's own code makes of it. Not thread-safe. */
final class Settings {

    private static final URI BASE = URI.create("https://controller.example");

    private final int number;
    private final String name;
    private final boolean confidential;
    private final boolean inBody;
    private int endpoint;
    private int clientId;
    private int secret;
    private boolean secretWrong;
    private boolean disabled;
    private boolean deleted;
    private boolean invalid;

    Settings(int number, boolean confidential, boolean inBody) {
        this.number = number;
        this.name = "client-" + number;
        this.confidential = confidential;
        this.inBody = inBody;
    }

    String name() {
        return name;
    }

    boolean confidential() {
        return confidential;
    }

    String host() {
        return "as-" + number + "-" + endpoint + ".example";
    }

    String clientId() {
        return "id-" + number + "-" + clientId;
    }

    void change(Mishap how, boolean begins) {
        switch (how) {
            case SECRET_WRONG -> secretWrong = begins;
            case SECRET_CHANGED -> secret++;
            case CLIENT_ID_CHANGED -> clientId++;
            case ENDPOINT_CHANGED -> endpoint++;
            case CLIENT_DISABLED -> disabled = begins;
            case CLIENT_DELETED -> deleted = begins;
            case SETTINGS_INVALID -> invalid = begins;
            default -> throw new IllegalArgumentException(how.name());
        }
    }

    /** Whether a token may be had at all. */
    boolean allow() {
        return !disabled && !deleted;
    }

    /** Whether they are complete and right. */
    boolean good() {
        return allow() && !invalid && !secretWrong;
    }

    /** What the keeper is told. */
    ClientTerms terms() {
        if (deleted) {
            return new ClientTerms.Absent();
        }
        ClientSettings.Files none = (file, cap) -> {
            throw new IOException("these settings name no files");
        };
        var book = new ClientBook(none, new Profiles());
        var unused = book.put(Keys.CLIENT_FACTORY_PID + "~" + name, dictionary(), false);
        var settings = book.settings(name, BASE).orElseThrow();
        if (settings instanceof ClientSettings.Valid valid) {
            return new ClientTerms.Ready(valid.registration());
        }
        if (settings instanceof ClientSettings.Invalid wrong) {
            return new ClientTerms.Wrong(wrong.key(), wrong.reason());
        }
        return new ClientTerms.Disabled();
    }

    @SuppressWarnings("JdkObsolete") // Config Admin delivers a Dictionary
    private Hashtable<String, Object> dictionary() {
        var raw = new Hashtable<String, Object>();
        raw.put(Keys.CLIENT, name);
        raw.put(Keys.CLIENT_ID, clientId());
        raw.put(Keys.AUTHORIZATION_ENDPOINT, "https://" + host() + "/authorize");
        raw.put(Keys.TOKEN_ENDPOINT, invalid ? "not an address" : "https://" + host() + "/token");
        raw.put(Keys.SCOPE, "read write");
        raw.put(Keys.ENABLED, Boolean.toString(!disabled));
        if (confidential) {
            raw.put(Keys.CLIENT_SECRET, "secret-" + number + "-" + endpoint + "-" + (secretWrong ? "wrong" : secret));
            raw.put(Keys.AUTH_METHOD, inBody ? "client_secret_post" : "client_secret_basic");
        }
        return raw;
    }
}
