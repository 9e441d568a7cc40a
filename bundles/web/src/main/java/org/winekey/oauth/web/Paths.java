// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

/** Our paths. Nothing of a request is ever part of one, except what {@link Route} has matched. */
final class Paths {

    /** The legal client names as a regular expression. */
    static final String CLIENT = "[a-z0-9][a-z0-9-]{0,62}";

    static final String LIST = "/oauth";
    static final String ADD = "/oauth/new";
    static final String IMPORT = "/oauth/import";
    static final String LIVE = "/oauth/live";
    static final String STYLE = "/oauth/go/style.css";
    static final String SCRIPT = "/oauth/go/live.js";

    private Paths() {}

    static String go(String nonce) {
        return "/oauth/go/" + nonce;
    }

    static String done(String id) {
        return "/oauth/go/done/" + id;
    }

    static String listWithNote(String id) {
        return LIST + "?note=" + id;
    }

    static String add(String provider) {
        return ADD + "/" + provider;
    }

    static String planned(String id) {
        return IMPORT + "/" + id;
    }

    static String client(String client) {
        return LIST + "/client/" + client;
    }

    static String action(String client, String action) {
        return client(client) + "/" + action;
    }
}
