// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What a change by a bundle would come to, for the client and for all that extend it: no secret that the bundle does not give
 * along may get to another place, and no requirement may be relaxed. It tries the change on a copy of all settings.
 */
public final class BundlePreview {

    private final ClientBook book;
    private final BooleanSupplier sealedReadable;

    /**
     * A preview.
     *
     * @param book a copy, which is used up
     * @param sealedReadable whether sealed secrets can be read
     */
    public BundlePreview(ClientBook book, BooleanSupplier sealedReadable) {
        this.book = book;
        this.sealedReadable = sealedReadable;
    }

    /**
     * Refuses what no bundle may do.
     *
     * @param before the settings as Config Admin keeps them; empty: none
     * @param after the same with the change made
     * @throws IOException when it cannot be told, because sealed secrets cannot be read now
     * @throws SettingsException with the key
     */
    public void check(String client, Map<String, Object> before, Map<String, Object> after, SettingsChange change)
            throws IOException, SettingsException {
        // Guards against a store that opens in between: what was read before then lacks its secrets.
        boolean readable = sealedReadable.getAsBoolean();
        book.pretend(client, before);
        var old = book.secretFlows(client);
        book.pretend(client, after);
        var touched = change.touches(before);
        for (var flow : book.secretFlows(client).entrySet()) {
            var was = old.getOrDefault(flow.getKey(), SecretFlow.NONE);
            requireRelaxesNoMore(was, flow.getValue());
            var moved = flow.getValue().movedFrom(was);
            if (!moved.isEmpty()) {
                requireReadable(readable && sealedReadable.getAsBoolean());
                var secret = flow.getValue().secretNotIn(change);
                if (secret.isPresent()) {
                    var whose = flow.getKey().equals(client) ? "" : " of " + flow.getKey();
                    throw new SettingsException(named(moved, touched), wouldSend(secret.get(), whose));
                }
            }
        }
    }

    private static void requireRelaxesNoMore(SecretFlow before, SecretFlow after) throws SettingsException {
        for (var key : after.relaxed()) {
            if (!before.relaxed().contains(key)) {
                throw new SettingsException(key, "is left to a person; set it at the console or in the shell");
            }
        }
    }

    private static void requireReadable(boolean readable) throws IOException {
        if (!readable) {
            throw new IOException("the token store is not open, and may have a secret that would get to another place");
        }
    }

    /** The key that the bundle changed, rather than one that follows from it. */
    private static String named(Set<String> moved, Set<String> touched) {
        return moved.stream()
                .filter(touched::contains)
                .findFirst()
                .orElse(moved.iterator().next());
    }

    private static String wouldSend(String secret, String whose) {
        var what = secret.equalsIgnoreCase(Keys.CLIENT_SECRET) ? "the client secret" : "what is in " + secret;
        return "would send " + what + whose + " to another place; change " + secret
                + " along with it, or let a person change it";
    }
}
