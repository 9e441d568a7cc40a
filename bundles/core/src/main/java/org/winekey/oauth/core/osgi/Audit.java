// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.Introspection;
import org.winekey.oauth.admin.RevocationOutcome;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;
import org.winekey.oauth.core.settings.ClientNames;

/**
 * One line for each act of a person or a bundle, and for each change of a grant: names and codes, never a secret, an address, a
 * value or an account. Thread-safe.
 */
final class Audit {

    static final String LOGGER = "org.winekey.oauth.audit";

    /** The one that writes to the log. */
    static final Audit LOG = new Audit(LoggerFactory.getLogger(LOGGER)::info);

    private static final String NOBODY = "-";
    private static final int LONGEST = 64;

    /** Guards against a name that makes a line of its own, or a field. */
    private static final Pattern UNFIT = Pattern.compile("[^\\p{L}\\p{N}@._:~-]");

    /** Who acts, through which bundle. */
    record Actor(String bundle, @Nullable Starter user) {

        private String text() {
            var name = user == null ? NOBODY : fit(user.user());
            var face = user == null ? NOBODY : fit(user.face());
            return "who=" + name + " face=" + face + " bundle=" + fit(bundle);
        }
    }

    private final Consumer<String> lines;

    Audit(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Lets it be done and writes down how it ended. */
    <T> T act(Actor actor, String what, String client, Supplier<T> act) {
        try {
            var result = act.get();
            told(actor, what, client, outcome(result));
            return result;
        } catch (AdminException e) {
            told(actor, what, client, e.problem().name());
            throw e;
        } catch (RuntimeException e) {
            told(actor, what, client, "FAILED");
            throw e;
        }
    }

    /** The same for what answers nothing. */
    void act(Actor actor, String what, String client, Runnable act) {
        var unused = act(actor, what, client, () -> {
            act.run();
            return NOBODY;
        });
    }

    /** Writes down an answer that anybody's browser brought, unless it is about nothing: the way is open to all. */
    void arrived(Actor actor, SignInOutcome outcome) {
        var kind = outcome.kind();
        if (kind != SignInOutcome.Kind.NO_SUCH_SIGN_IN && kind != SignInOutcome.Kind.MALFORMED) {
            told(actor, "arrive", outcome.client(), kind.name());
        }
    }

    /** Writes down what happened to a client, if its grant is another one by that. */
    void happened(String client, ClientEvent.Kind kind) {
        if (isChange(kind)) {
            lines.accept("grant client=" + name(client) + " change=" + kind);
        }
    }

    private void told(Actor actor, String what, String client, String outcome) {
        lines.accept("act " + actor.text() + " what=" + what + " client=" + name(client) + " outcome=" + outcome);
    }

    private static boolean isChange(ClientEvent.Kind kind) {
        return switch (kind) {
            case SIGNED_IN,
                    AWAITING_ACCEPTANCE,
                    ACCEPTED,
                    DECLINED,
                    NOT_SIGNED_IN,
                    STORE_CHANGED,
                    ENDED,
                    QUARANTINED,
                    RELEASED,
                    FORGOTTEN -> true;
            case SETTINGS,
                    FOUND,
                    REFRESHED,
                    NOT_REFRESHED,
                    THROTTLED,
                    DROPPED,
                    API_REJECTED,
                    STORE_REFUSED,
                    STORE_WORKS,
                    CLOCK_JUMPED -> false;
        };
    }

    private static String outcome(@Nullable Object result) {
        if (result instanceof ClientStatus status) {
            return status.code().name();
        }
        if (result instanceof SignInOutcome outcome) {
            return outcome.kind().name();
        }
        if (result instanceof RevocationOutcome outcome) {
            return outcome.kind().name();
        }
        return result instanceof Introspection told ? told.kind().name() : "DONE";
    }

    private static String name(String client) {
        return ClientNames.isLegal(client) ? client : NOBODY;
    }

    /** A name that is fit for a line. */
    static String fit(String name) {
        var fit = UNFIT.matcher(name).replaceAll("_");
        return Optional.of(fit.substring(0, Math.min(fit.length(), LONGEST)))
                .filter(text -> !text.isEmpty())
                .orElse(NOBODY);
    }
}
