// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.OAuthAdmin;

/**
 * Everything below {@code /oauth}. Checks what all requests have in common (login where the place needs it, method,
 * origin and form token of a POST), then hands over to the page.
 *
 * <p>Thread-safe.
 */
public final class OAuthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(OAuthServlet.class);
    private static final int LONGEST_FORM = 32 * 1024;

    private final transient Origins origins;
    private final transient FormTokens tokens;
    private final transient ListPage listPage;
    private final transient ClientPage clientPage;
    private final transient AddPage addPage;
    private final transient Cloakroom<Map<String, @Nullable String>> drafts;
    private final transient EditPage editPage;
    private final transient Cloakroom<ImportPage.Luggage> cloakroom;
    private final transient ImportPage importPage;
    private final transient Actions actions;
    private final transient Doors doors;
    private final transient SignInPage signInPage;
    private final transient PasswordPage passwordPage;
    private final transient Acceptance acceptance;
    private final transient GoPage goPage;
    private final transient Callback callback;
    private final transient Asset style = Asset.style();
    private final transient Asset script = Asset.script();

    /**
     * Made by {@link Entrance}.
     *
     * @param admin the service behind the pages (never null)
     */
    public OAuthServlet(OAuthAdmin admin) {
        this(admin, Surroundings.real());
    }

    OAuthServlet(OAuthAdmin admin, Surroundings surroundings) {
        var notes = new Notes(surroundings);
        origins = new Origins(admin::baseUri, surroundings.machineName());
        tokens = new FormTokens(surroundings.random(32));
        acceptance = new Acceptance(admin, notes, tokens, surroundings.clock());
        var buttons = new Buttons(tokens);
        listPage = new ListPage(admin, notes, buttons, acceptance, surroundings.clock());
        clientPage = new ClientPage(admin, notes, buttons, acceptance, surroundings.clock());
        addPage = new AddPage(admin, notes, tokens);
        drafts = new Cloakroom<>(surroundings, EditPage.MOST, unused -> {});
        editPage = new EditPage(admin, notes, tokens, drafts);
        cloakroom = new Cloakroom<>(surroundings, ImportPage.MOST, ImportPage.Luggage::close);
        importPage = new ImportPage(admin, notes, tokens, cloakroom);
        actions = new Actions(admin, notes, tokens, surroundings.clock());
        doors = new Doors(admin, notes);
        signInPage = new SignInPage(admin, buttons, acceptance, tokens, surroundings.clock());
        passwordPage = new PasswordPage(admin, notes, tokens);
        var results = new Notes(surroundings);
        goPage = new GoPage(admin, results, tokens, surroundings.clock());
        callback = new Callback(admin, results, new Notes(surroundings));
    }

    /** Wipes what people brought. Not at {@link #destroy}: a container may destroy a servlet and start it again. */
    void close() {
        cloakroom.close();
        drafts.close();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        cloakroom.sweep();
        drafts.sweep();
        answer(request).send(request, response);
    }

    static Answer broken() {
        return Pages.message(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "broken");
    }

    private Answer answer(HttpServletRequest request) throws IOException {
        try {
            var route = Route.of(request.getRequestURI());
            Optional<Visitor> visitor = Visitor.of(request);
            if (route.open()) {
                return inTurn(route, new Visitor("", false), request);
            }
            return visitor.isPresent() ? inTurn(route, visitor.get(), request) : Gate.unauthorized();
        } catch (RuntimeException e) {
            LOG.error(
                    "a request for {} failed", Route.of(request.getRequestURI()).place(), e);
            return broken();
        }
    }

    private Answer inTurn(Route route, Visitor visitor, HttpServletRequest request) throws IOException {
        if (!route.place().takes(request.getMethod())) {
            return Pages.message(HttpServletResponse.SC_METHOD_NOT_ALLOWED, "method")
                    .with("Allow", route.place().methods());
        }
        boolean post = request.getMethod().equals("POST");
        if ((post || route.forAdmins()) && !route.open() && !visitor.admin()) {
            return Pages.message(HttpServletResponse.SC_FORBIDDEN, Html.say("not.allowed"), Html.say("admin.only"));
        }
        if (!post) {
            return show(route, visitor, request);
        }
        return route.place() == Route.Place.IMPORT ? receive(route, visitor, request) : post(route, visitor, request);
    }

    private Answer show(Route route, Visitor visitor, HttpServletRequest request) {
        return switch (route.place()) {
            case LIST -> listPage.show(request, visitor);
            case LIST_LIVE -> listPage.live(request, visitor);
            case CLIENT -> clientPage.show(route.name(), request, visitor);
            case CHOOSE -> addPage.choose();
            case ADD -> addPage.ask(route.name(), request, visitor);
            case IMPORT -> importPage.ask(request, visitor);
            case PLANNED -> importPage.show(route.name(), visitor);
            case EDIT -> editPage.ask(route.name(), visitor);
            case CLIENT_LIVE -> clientPage.live(route.name(), request, visitor);
            case GO -> goPage.show(route.name(), request);
            case CALLBACK -> callback.arrive(route.name(), request);
            case DONE -> callback.done(route.name());
            case FORGET -> actions.askToForget(route.name(), visitor);
            case REVOKE -> actions.askToRevoke(route.name(), visitor);
            case SIGN_IN -> signInPage.show(route.name(), visitor);
            case SIGN_IN_LIVE -> signInPage.live(route.name(), request, visitor);
            case PASSWORD -> passwordPage.ask(route.name(), visitor);
            case STYLE -> style.show(request);
            case SCRIPT -> script.show(request);
            default -> nowhere();
        };
    }

    private Answer act(Route route, Visitor visitor, Parameters form, HttpServletRequest request) {
        return switch (route.place()) {
            case GO -> goPage.depart(route.name(), form, request);
            case ADD -> addPage.create(route.name(), form, visitor);
            case PLANNED -> importPage.decide(route.name(), form, visitor);
            case EDIT -> editPage.change(route.name(), form, visitor);
            case SECRET -> editPage.seal(route.name(), form, visitor);
            case AUTHENTICATE -> doors.authenticate(route.name(), visitor);
            case SIGN_IN -> doors.open(route.name(), visitor);
            case DEVICE -> doors.device(route.name(), visitor);
            case PASTE -> doors.paste(route.name(), form, visitor);
            case PASSWORD -> passwordPage.signIn(route.name(), form, visitor);
            case ACCEPT -> acceptance.by(visitor).accept(route.name(), form);
            case DECLINE -> acceptance.by(visitor).decline(route.name(), form);
            case INTROSPECT -> actions.by(visitor).introspect(route.name());
            case REFRESH -> actions.by(visitor).refresh(route.name());
            case FORGET -> actions.by(visitor).forget(route.name());
            case REVOKE -> actions.by(visitor).revoke(route.name());
            default -> nowhere();
        };
    }

    /** Acts on the form, if one of our own pages sent it and all of it was read. */
    private Answer post(Route route, Visitor visitor, HttpServletRequest request) throws IOException {
        if (!isOurs(request, "application/x-www-form-urlencoded")) {
            return foreignForm(route, request);
        }
        byte[] form = request.getInputStream().readNBytes(LONGEST_FORM + 1);
        if (form.length > LONGEST_FORM) {
            return Pages.message(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "form.long");
        }
        return Parameters.parse(new String(form, UTF_8))
                .filter(parameters ->
                        tokens.accepts(parameters.all(FormTokens.FIELD), visitor.name(), request.getRequestURI()))
                .map(parameters -> act(route, visitor, parameters, request))
                .orElseGet(() -> foreignForm(route, request));
    }

    /** The files, if one of our own pages sent them. */
    private Answer receive(Route route, Visitor visitor, HttpServletRequest request) throws IOException {
        if (!isOurs(request, "multipart/form-data")) {
            return foreignForm(route, request);
        }
        if (Upload.isTooLong(request)) {
            Upload.drain(request);
            return ImportPage.tooLong();
        }
        return importPage.receive(request, visitor).orElseGet(() -> foreignForm(route, request));
    }

    private boolean isOurs(HttpServletRequest request, String encoding) {
        String type = request.getContentType();
        return origins.isOriginOurs(request)
                && request.getQueryString() == null
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith(encoding);
    }

    private static Answer foreignForm(Route route, HttpServletRequest request) {
        String back = route.place() == Route.Place.GO ? request.getRequestURI() : Paths.LIST;
        return Pages.message(
                HttpServletResponse.SC_FORBIDDEN,
                Html.say("form.title"),
                Html.say("form.text"),
                back,
                Html.say("again"));
    }

    private static Answer nowhere() {
        return Pages.message(HttpServletResponse.SC_NOT_FOUND, "nowhere");
    }
}
