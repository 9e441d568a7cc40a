// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.winekey.oauth.admin.AdminException;

/**
 * What the page after a redirect has to say, kept under a random id, so that the address of that page carries nothing
 * else. At most {@value #MOST} for ten minutes; the oldest goes first.
 *
 * <p>Thread-safe.
 */
final class Notes {

    static final int MOST = 64;

    private static final long KEPT = Duration.ofMinutes(10).toNanos();

    /**
     * Something to tell.
     *
     * @param good whether it went well
     * @param title a few words (never null)
     * @param text one or two sentences (never null)
     */
    record Note(boolean good, Html title, Html text) {

        /** Tells why something could not be done. */
        static Note of(Html title, AdminException problem) {
            return new Note(false, title, Pages.english(Pages.told(problem)));
        }
    }

    private record Kept(Note note, long since) {}

    private final Surroundings surroundings;
    private final Map<String, Kept> notes = new LinkedHashMap<>(); // guarded by itself

    Notes(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Keeps a note and answers its id: 22 characters, safe in a path. */
    String keep(Note note) {
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(surroundings.random(16));
        synchronized (notes) {
            notes.put(id, new Kept(note, surroundings.nanos().getAsLong()));
            if (notes.size() > MOST) {
                notes.remove(notes.keySet().iterator().next());
            }
        }
        return id;
    }

    /** The note that the address of a page names. */
    Html show(HttpServletRequest request) {
        return Parameters.parse(request.getQueryString())
                .map(parameters -> parameters.all("note"))
                .filter(ids -> ids.size() == 1)
                .flatMap(ids -> find(ids.get(0)))
                .map(note -> Html.of(
                        "<p class=\"note {}\" role=\"status\"><strong>{}</strong> {}</p>\n",
                        note.good() ? "good" : "bad",
                        note.title(),
                        note.text()))
                .orElse(Html.nothing());
    }

    Optional<Note> find(String id) {
        long now = surroundings.nanos().getAsLong();
        synchronized (notes) {
            notes.values().removeIf(kept -> now - kept.since > KEPT);
            return Optional.ofNullable(notes.get(id)).map(Kept::note);
        }
    }
}
