// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.util.Locale;
import org.winekey.oauth.core.json.Json;
import org.winekey.oauth.core.json.JsonException;
import org.winekey.oauth.core.seam.HttpTransport.Answered;

/** Token endpoint, success: any body with status 200. The reader of JSON is measured here too. */
public final class TokenResponseTarget {

    private TokenResponseTarget() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        var letter = Letter.of(input);
        Guard.within(Guard.MOST_OF_ANSWERS, () -> {
            checkJson(letter.body());
            Verdicts.check(new Answered(200, letter.headers(), letter.body()), Styles.of(letter));
        });
    }

    private static void checkJson(byte[] body) {
        var plain = Escapes.utf8(body).flatMap(PlainJson::read);
        try {
            var read = Json.readObject(body);
            Claim.that(plain.isPresent() && !plain.get().repeats(), "what is no JSON was read");
            Claim.that(plain.get().deepest() <= Json.MOST_DEPTH, "JSON that is too deep was read");
            Claim.that(PlainJson.same(plain.get().value(), read), "JSON was read in another way");
        } catch (JsonException e) {
            // RFC 8259 section 8.2: of half a surrogate pair every reader makes something else.
            var fine = plain.filter(read ->
                            !Escapes.bytes(body).toLowerCase(Locale.ROOT).contains("\\ud"))
                    .filter(read -> !read.members().isEmpty() && !read.repeats())
                    .filter(read -> read.deepest() <= Json.MOST_DEPTH && read.longest() <= 32);
            Claim.that(fine.isEmpty(), "good JSON was refused");
        }
    }
}
