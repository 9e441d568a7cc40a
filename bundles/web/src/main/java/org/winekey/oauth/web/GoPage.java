// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Departure;
import org.winekey.oauth.admin.Door;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.SignInOffer;
import org.winekey.oauth.admin.Way;
import org.winekey.oauth.web.Notes.Note;

/**
 * The page behind a one-time link. To look at it uses up nothing, so that a preview or a prefetch does no harm; its form
 * binds this browser and leaves for the provider.
 *
 * <p>Thread-safe.
 */
final class GoPage {

    /**
     * Chromium holds every redirect after a form against {@code form-action}, and what follows ours is not ours to list:
     * the provider, whoever it hands its users to, and the redirect URI, which may be another origin than this page. So
     * this one page allows web addresses, and only those.
     */
    private static final String FORM_TARGETS = "'self' https: http:";

    private static final String DOOR = "door";

    private final OAuthAdmin admin;
    private final Notes results;
    private final FormTokens tokens;
    private final Clock clock;

    GoPage(OAuthAdmin admin, Notes results, FormTokens tokens, Clock clock) {
        this.admin = admin;
        this.results = results;
        this.tokens = tokens;
        this.clock = clock;
    }

    Answer show(String nonce, HttpServletRequest request) {
        return offer(nonce, request).map(offer -> show(nonce, offer)).orElseGet(GoPage::gone);
    }

    Answer depart(String nonce, Parameters form, HttpServletRequest request) {
        var bindings = BindingCookie.in(request);
        Optional<SignInOffer> offer = offer(nonce, request);
        try {
            return offer.flatMap(seen -> chosen(seen, form))
                    .flatMap(way -> admin.depart(nonce, way.door(), bindings))
                    .map(departure -> leave(departure, offer.get(), request))
                    .orElseGet(GoPage::gone);
        } catch (AdminException e) {
            return Answer.seeOther(Paths.done(results.keep(Note.of(Html.say("go.stuck"), e))));
        }
    }

    /** A link that was shown as a QR code may have been photographed: away from home it does not exist. */
    private Optional<SignInOffer> offer(String nonce, HttpServletRequest request) {
        return admin.offer(nonce, BindingCookie.in(request))
                .filter(offer -> !offer.elsewhere() || HomeNetwork.has(request, admin.baseUri()));
    }

    private Answer show(String nonce, SignInOffer offer) {
        String path = Paths.go(nonce);
        var content = Html.of(
                """
                <p>{}</p>
                <dl>
                {}{}{}{}{}</dl>
                <form method="post" action="{}">{}{}</form>
                <p>{}</p>
                """,
                Html.say("go.leave", Html.of("<strong>{}</strong>", offer.provider())),
                Pages.line("line.client", Pages.code(Optional.of(offer.client()))),
                Pages.line("line.scopes-asked", Pages.codes(offer.scopes())),
                Pages.line(
                        "line.started-by",
                        Pages.text(
                                offer.starter().user() + " (" + offer.starter().face() + ")")),
                Pages.line("line.started-at", Pages.time(Optional.of(offer.startedAt()), clock)),
                Pages.line("line.finish-before", Pages.time(Optional.of(offer.expiresAt()), clock)),
                path,
                tokens.field("", path),
                Html.join(offer.ways().stream().map(way -> button(way, offer)).toList()),
                Html.say("go.warning"));
        return Answer.page(
                        HttpServletResponse.SC_OK,
                        Pages.page(Html.say("go.title", offer.client()), Html.nothing(), content))
                .withForm(FORM_TARGETS);
    }

    private static Html button(Way way, SignInOffer offer) {
        return Html.of(
                """
                <p><button name="{}" value="{}">{}</button><br>{}</p>
                """,
                DOOR,
                way.door(),
                Html.say(way.door() == Door.RELAY ? "go.relay" : "go.button", offer.provider()),
                Html.say("go.home", Html.of("<code>{}</code>", way.redirectUri())));
    }

    private static Optional<Way> chosen(SignInOffer offer, Parameters form) {
        var door = form.only(DOOR);
        return offer.ways().stream()
                .filter(way -> door.filter(way.door().name()::equals).isPresent())
                .findFirst();
    }

    private Answer leave(Departure departure, SignInOffer offer, HttpServletRequest request) {
        Duration life = Duration.between(clock.instant(), offer.expiresAt());
        String cookie = BindingCookie.set(departure.client(), departure.binding(), life, isHttps(request));
        return Answer.seeOther(departure.authorizationUri().toASCIIString()).with("Set-Cookie", cookie);
    }

    private boolean isHttps(HttpServletRequest request) {
        return request.isSecure()
                || admin.baseUri()
                        .filter(base -> "https".equals(base.getScheme()))
                        .isPresent();
    }

    private static Answer gone() {
        return Pages.message(HttpServletResponse.SC_NOT_FOUND, "go.gone");
    }
}
