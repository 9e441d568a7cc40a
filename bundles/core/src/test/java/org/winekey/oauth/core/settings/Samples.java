// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.net.URI;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.settings.ClientSettings.Context;

/** Settings that work, to be changed by tests. */
public final class Samples {

    static final URI BASE = URI.create("http://127.0.0.1:8181");
    /** The files of the disk. */
    public static final ClientSettings.Files FILES = new DiskStoreIo()::readUnsized;

    static final Context CONTEXT = new Context(BASE, false, FILES);

    private Samples() {}

    /** A client that needs no other key. */
    public static Map<String, Object> good() {
        var raw = new TreeMap<String, Object>();
        raw.put("client_id", "id-1");
        raw.put(".client_secret", "s3cr3t-canary");
        raw.put("authorization_endpoint", "https://as.example/authorize");
        raw.put("token_endpoint", "https://as.example/token");
        return raw;
    }

    /** The same with one key more, or another value. */
    public static Map<String, Object> goodWith(String key, Object value) {
        var raw = good();
        raw.put(key, value);
        return raw;
    }

    static Map<String, Object> goodWithout(String key) {
        var raw = good();
        raw.remove(key);
        return raw;
    }

    static Dictionary<String, Object> dictionary(Map<String, Object> raw) {
        return new Hashtable<>(raw);
    }

    static ClientSettings read(Map<String, Object> raw) {
        return ClientSettings.of("spotify", raw, CONTEXT);
    }

    static ClientSettings.Valid valid(Map<String, Object> raw) {
        return (ClientSettings.Valid) read(raw);
    }

    static ClientSettings.Invalid invalid(Map<String, Object> raw) {
        return (ClientSettings.Invalid) read(raw);
    }
}
