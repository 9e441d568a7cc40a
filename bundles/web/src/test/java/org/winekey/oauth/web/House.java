// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Context and servlet together, asked in the order a container asks them. */
final class House {

    private static final long SEED = 7;

    final FakeAdmin admin = new FakeAdmin();
    final AtomicLong nanos = new AtomicLong();
    final Surroundings surroundings = new Surroundings(
            Clock.fixed(Instant.parse("2026-01-01T10:01:00Z"), ZoneOffset.UTC),
            nanos::get,
            new Random(SEED),
            () -> Optional.of("wine.home.example"));
    final FakeRealm realm = new FakeRealm();
    final WebContext context = new WebContext(surroundings, realm);

    {
        context.serve(admin);
    }

    final OAuthServlet servlet = new OAuthServlet(admin, surroundings);

    FakeResponse ask(FakeRequest fake) {
        var response = new FakeResponse();
        var request = fake.request();
        try {
            if (context.handleSecurity(request, response.response())) {
                servlet.service(request, response.response());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return response;
    }

    /** Presses the button of the form that leads to the path, on the page where it is. */
    FakeResponse press(String page, String path, String user) {
        var shown = ask(FakeRequest.get(page).as(user));
        return ask(FakeRequest.post(path, "token=" + shown.formToken(path)).as(user));
    }

    /** The token that this house puts into a form of this user, also where it shows none. */
    static String formToken(String user, String path) {
        byte[] key = new byte[32];
        new Random(SEED).nextBytes(key);
        return new FormTokens(key).token(user, path);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Knows karaf and kai (admin), vera (viewer) and guest (neither), each with their name as password. */
    static final class FakeRealm implements Realm {

        boolean exists = true;
        int asked;
        int refused;
        Runnable meanwhile = () -> {};

        @Override
        public boolean exists() {
            return exists;
        }

        @Override
        public Verdict check(String user, char[] password) {
            asked++;
            meanwhile.run();
            if (!user.equals(new String(password))) {
                refused++;
                return new Refused();
            }
            return switch (user) {
                case "karaf", "kai" -> new Known(Set.of("admin", "viewer", "group"));
                case "vera" -> new Known(Set.of("viewer"));
                case "guest" -> new Known(Set.of("group"));
                default -> new Refused();
            };
        }
    }
}
