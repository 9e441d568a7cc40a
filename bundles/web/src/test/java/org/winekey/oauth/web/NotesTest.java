// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class NotesTest {

    private final House house = new House();
    private final Notes notes = new Notes(house.surroundings);
    private final Notes.Note note = new Notes.Note(true, Html.of("Title"), Html.of("Text"));

    @Test
    void note_kept_isFoundByItsIdUntilItExpires() {
        String id = notes.keep(note);

        house.pass(Duration.ofMinutes(9));
        assertThat(notes.find(id)).contains(note);

        house.pass(Duration.ofMinutes(2));
        assertThat(notes.find(id)).isEmpty();
    }

    @Test
    void notes_beyondTheBound_pushOutTheOldest() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(notes.keep(note));
        }

        assertThat(ids.stream().filter(id -> notes.find(id).isPresent()).count())
                .isEqualTo(Notes.MOST);
        assertThat(notes.find(ids.get(9_999))).isPresent();
        assertThat(new HashSet<>(ids)).hasSize(10_000);
    }
}
