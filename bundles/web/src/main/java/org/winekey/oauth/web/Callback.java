// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.web.Notes.Note;

/**
 * The redirection endpoint (RFC 6749 section 3.1.2): hands the answer over and leads to a clean address at once, so that
 * the code stays in no history and no page is ever shown under an address that carries it.
 *
 * <p>Thread-safe.
 */
final class Callback {

    private static final int LONGEST_QUERY = 16 * 1024;
    private static final int LONGEST_CODE = 8 * 1024;

    private final OAuthAdmin admin;
    private final Notes results;
    private final Notes strays;

    /**
     * Makes the endpoint.
     *
     * @param results what became of real sign-ins
     * @param strays answers that belong to none; kept apart, so that no flood of them pushes out a real result
     */
    Callback(OAuthAdmin admin, Notes results, Notes strays) {
        this.admin = admin;
        this.results = results;
        this.strays = strays;
    }

    Answer arrive(String client, HttpServletRequest request) {
        String query = request.getQueryString();
        if (isSpeculative(request)) {
            // No success, or the browser would show this to the person later instead of asking again.
            return refused(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "callback.ahead");
        }
        if (query != null && query.length() > LONGEST_QUERY) {
            return refused(HttpServletResponse.SC_REQUEST_URI_TOO_LONG, "callback.long");
        }
        return Parameters.parse(query)
                .filter(parameters -> parameters.all("code").stream().allMatch(code -> code.length() <= LONGEST_CODE))
                .map(parameters -> arrive(arrival(client, parameters, request), request))
                .orElseGet(() -> refused(HttpServletResponse.SC_BAD_REQUEST, "callback.unreadable"));
    }

    Answer done(String id) {
        Optional<Note> note = results.find(id).or(() -> strays.find(id));
        return note.map(kept -> Pages.message(HttpServletResponse.SC_OK, kept.title(), kept.text()))
                .orElseGet(() -> Pages.message(HttpServletResponse.SC_NOT_FOUND, "callback.gone"));
    }

    private Arrival arrival(String client, Parameters parameters, HttpServletRequest request) {
        return new Arrival(
                client, parameters.values(), BindingCookie.in(request), HomeNetwork.shown(request, admin.baseUri()));
    }

    private Answer arrive(Arrival arrival, HttpServletRequest request) {
        try {
            return tell(admin.arrive(arrival), request);
        } catch (AdminException e) {
            // The cookie stays: nothing was claimed, so the answer may come once more.
            return Answer.seeOther(Paths.done(strays.keep(Note.of(Html.say("callback.stuck"), e))));
        }
    }

    private Answer tell(SignInOutcome outcome, HttpServletRequest request) {
        boolean good = outcome.kind() == SignInOutcome.Kind.DONE;
        var note = new Note(good, Wording.of(outcome.kind()), Pages.english(outcome.message()));
        boolean stray = isStray(outcome.kind());
        Answer answer = Answer.seeOther(Paths.done((stray ? strays : results).keep(note)));
        // A stray answer may be a foreign page's doing: it must not cost the real one its cookie.
        return stray ? answer : answer.with("Set-Cookie", BindingCookie.delete(outcome.client(), request.isSecure()));
    }

    private static boolean isStray(SignInOutcome.Kind kind) {
        return switch (kind) {
            case NO_SUCH_SIGN_IN, NOT_THE_STARTER, MALFORMED -> true;
            case DONE, AWAITING_ACCEPTANCE, SETTINGS_CHANGED, REFUSED_BY_PROVIDER, EXCHANGE_FAILED, NOT_STORED -> false;
        };
    }

    private static boolean isSpeculative(HttpServletRequest request) {
        return Stream.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
                .map(request::getHeader)
                .anyMatch(purpose -> purpose != null && isSpeculative(purpose));
    }

    private static boolean isSpeculative(String purpose) {
        return Arrays.stream(purpose.toLowerCase(Locale.ROOT).split("[;,\\s]+"))
                .anyMatch(word -> word.equals("prefetch") || word.equals("prerender") || word.equals("preview"));
    }

    private static Answer refused(int status, String key) {
        return Pages.message(status, Html.say("nothing.done"), Html.say(key));
    }
}
