// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a path asks for. Decided from the path as it was sent, without decoding: an encoded, doubled or parametrised
 * path has no open route, so no way of writing a path can open one that is closed.
 *
 * @param place the kind of page (never null)
 * @param name the client name, nonce or result id in the path; empty where the place has none
 */
record Route(Place place, String name) {

    /** The places we have, with the only spelling each of them answers to. */
    enum Place {
        /** Takes GET alone: a HEAD or a preview must not use up an authorization code. */
        CALLBACK(true, "GET", "/oauth/callback/(" + Paths.CLIENT + ")"),
        STYLE(true, "GET, HEAD", "/oauth/go/style\\.css()"),
        SCRIPT(true, "GET, HEAD", "/oauth/go/live\\.js()"),
        GO(true, "GET, HEAD, POST", "/oauth/go/([A-Za-z0-9_-]{16,128})"),
        DONE(true, "GET, HEAD", "/oauth/go/done/([A-Za-z0-9_-]{22})"),
        LIST(false, "GET, HEAD", "/oauth/?()"),
        LIST_LIVE(false, "GET, HEAD", "/oauth/live()"),
        CLIENT(false, "GET, HEAD", "/oauth/client/(" + Paths.CLIENT + ")"),
        CLIENT_LIVE(false, "GET, HEAD", "/oauth/client/(" + Paths.CLIENT + ")/live"),
        CHOOSE(false, "GET, HEAD", "/oauth/new()"),
        ADD(false, "GET, HEAD, POST", "/oauth/new/(-|" + Paths.CLIENT + ")"),
        IMPORT(false, "GET, HEAD, POST", "/oauth/import()"),
        PLANNED(false, "GET, HEAD, POST", "/oauth/import/([A-Za-z0-9_-]{22})"),
        EDIT(false, "GET, HEAD, POST", "/oauth/client/(" + Paths.CLIENT + ")/edit"),
        SECRET(false, "POST", "/oauth/client/(" + Paths.CLIENT + ")/secret"),
        AUTHENTICATE(false, "POST", "/oauth/client/(" + Paths.CLIENT + ")/authenticate"),
        DEVICE(false, "POST", "/oauth/client/(" + Paths.CLIENT + ")/device"),
        SIGN_IN(false, "GET, HEAD, POST", "/oauth/client/(" + Paths.CLIENT + ")/signin"),
        SIGN_IN_LIVE(false, "GET, HEAD", "/oauth/client/(" + Paths.CLIENT + ")/signin/live"),
        PASTE(false, "POST", "/oauth/client/(" + Paths.CLIENT + ")/paste"),
        PASSWORD(false, "GET, HEAD, POST", "/oauth/client/(" + Paths.CLIENT + ")/password"),
        ACCEPT(false, "POST", "/oauth/client/(" + Paths.CLIENT + ")/accept"),
        DECLINE(false, "POST", "/oauth/client/(" + Paths.CLIENT + ")/decline"),
        INTROSPECT(false, "POST", "/oauth/client/(" + Paths.CLIENT + ")/introspect"),
        REFRESH(false, "POST", "/oauth/client/(" + Paths.CLIENT + ")/refresh"),
        FORGET(false, "GET, HEAD, POST", "/oauth/client/(" + Paths.CLIENT + ")/forget"),
        REVOKE(false, "GET, HEAD, POST", "/oauth/client/(" + Paths.CLIENT + ")/revoke"),
        NOWHERE(false, "GET, HEAD", "(?!)()");

        private final boolean open;
        private final String methods;
        private final Pattern path;

        Place(boolean open, String methods, String path) {
            this.open = open;
            this.methods = methods;
            this.path = Pattern.compile(path);
        }

        /** The methods it takes, as the header {@code Allow} lists them. */
        String methods() {
            return methods;
        }

        boolean takes(String method) {
            return List.of(methods.split(", ")).contains(method);
        }
    }

    private static final List<Place> PLACES = List.of(Place.values());

    static Route of(@Nullable String requestUri) {
        for (Place place : PLACES) {
            Matcher matcher = place.path.matcher(requestUri == null ? "" : requestUri);
            if (matcher.matches()) {
                return new Route(place, matcher.group(1));
            }
        }
        return new Route(Place.NOWHERE, "");
    }

    /** Whether the path is below ours at all; the root context sees paths of others too. */
    static boolean isOurs(@Nullable String requestUri) {
        return requestUri != null
                && (requestUri.equals(Paths.LIST)
                        || requestUri.startsWith(Paths.LIST + "/")
                        || requestUri.startsWith(Paths.LIST + ";"));
    }

    /** Whether only who may change something has something to see here. */
    boolean forAdmins() {
        return switch (place) {
            case CHOOSE, ADD, IMPORT, PLANNED, EDIT -> true;
            default -> false;
        };
    }

    /** Whether anybody may come here. */
    boolean open() {
        return place.open;
    }
}
