// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.winekey.oauth.core.protocol.CodeVerifier;
import org.winekey.oauth.core.protocol.DeviceAuthorization;
import org.winekey.oauth.core.secret.Secret;

/** Which device codes are polled for. */
@Timeout(60)
class PollsTest {

    @Test
    @Tag("R-090")
    void start_codeThatWasGivenUpMeanwhile_isNotPolledFor(@TempDir Path folder) throws Exception {
        try (var house = new SignInHouse(folder)) {
            var rooms = rooms(house);
            var registration = SignInHouse.registration("spotify", "id-1");
            var poll = poll(rooms.means());
            var open = new TicketOffice(rooms.tickets(), rooms.registrations(), rooms.means())
                    .issue("spotify", registration, SignInHouse.KARAF, poll)
                    .open();
            assertThat(rooms.tickets().change(open, ticket -> Optional.of(ticket.polling(null))))
                    .isPresent();

            new Polls(rooms).start(open);
            house.scheduler.pass(Duration.ofMinutes(1));

            assertThat(house.calls).isEmpty();
        }
    }

    private static Polling.Rooms rooms(SignInHouse house) {
        var means = house.means();
        var tickets = new Tickets(house.vault, means.time(), means.entropy());
        var consent = new Consent(house.vault);
        var waiting = new WaitingRoom(house.vault, consent, house.doors(), means.entropy(), News.NONE);
        return new Polling.Rooms(
                tickets,
                house.doors(),
                new Reception(house.vault, tickets, consent, waiting, means),
                new SecondExchange(means),
                new OptionalScopes(),
                means,
                News.NONE);
    }

    private static Poll poll(Means means) {
        var codes = new DeviceAuthorization(
                Secret.of("cnry-device"),
                "U",
                "https://spotify.example/go",
                null,
                Duration.ofMinutes(10),
                Duration.ofSeconds(5));
        return new Poll(codes, CodeVerifier.fresh(means.entropy()));
    }
}
