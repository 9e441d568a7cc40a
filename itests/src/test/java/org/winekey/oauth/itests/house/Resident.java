// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import java.net.URI;
import java.util.List;
import org.winekey.oauth.itests.support.Browser;
import org.winekey.oauth.itests.support.KarafProcess;

/** Somebody in the house with a real browser of their own. Not thread-safe. */
final class Resident implements AutoCloseable {
    private final String provider;
    private final Browser browser;
    private URI origin;

    private Resident(House house, Browser browser) {
        this.origin = house.karaf().uri("/");
        this.provider = house.keycloak().base().getAuthority();
        this.browser = browser;
    }

    /** Somebody without any right here. */
    static Resident guest(House house) {
        return new Resident(house, Browser.open());
    }

    /** The administrator, logged in; the browser sends the password along from now on, as browsers do. */
    static Resident admin(House house, String... switches) {
        var admin = new Resident(house, Browser.open(List.of(switches)));
        admin.logInAt(house.karaf().uri("/"));
        return admin;
    }

    /** Opens the page at this origin, and there from now on, as the administrator. */
    void logInAt(URI here) {
        logInAs(here, KarafProcess.ADMIN, KarafProcess.ADMIN_PASSWORD);
    }

    /** The same as somebody else. */
    void logInAs(URI here, String user, String password) {
        origin = here;
        browser.go(here.resolve("/oauth"), user, password);
    }

    /** Presses a button of a client in the list. */
    Browser press(String client, String action) {
        return browser.go(origin.resolve("/oauth"))
                .click("#client-" + client + " form[action$='/" + action + "'] button");
    }

    /** Asks for a symbol to scan; returns the link in it. */
    URI qr(String client) {
        doors(client);
        return URI.create(browser.element("section[aria-labelledby=door-elsewhere] dl code")
                .getText());
    }

    /** Opens the page with all doors of a sign-in. */
    Browser doors(String client) {
        return press(client, "signin").awaitText("Scan this");
    }

    /** Presses Authenticate; returns the one-time link whose page is shown now. */
    URI authenticate(String client) {
        browser.go(origin.resolve("/oauth"));
        browser.click("#client-" + client + " form[action$='/authenticate'] button");
        browser.awaitText("You are about to leave for");
        return browser.where();
    }

    /** Starts a sign-in and leaves for the provider; returns the authorization request, whose page is shown now. */
    URI leave(String client) {
        authenticate(client);
        return goOn();
    }

    /** Presses the button on the page of a one-time link; returns the authorization request. */
    URI goOn() {
        return goOn("form button");
    }

    /** The same with the button that matches. */
    URI goOn(String button) {
        browser.click(button);
        browser.awaitTrue(
                "at the provider", driver -> provider.equals(browser.where().getAuthority()));
        return browser.where();
    }

    /** The text of the page at this address, once the browser has settled there. */
    String visit(URI address) {
        return browser.go(address).text();
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
    }
}
