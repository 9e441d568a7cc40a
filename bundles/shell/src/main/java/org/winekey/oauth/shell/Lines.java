// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.winekey.oauth.admin.PendingGrant;
import org.winekey.oauth.admin.SettingsPlan;

/** Facts as lines of a label and a value. */
final class Lines {

    private Lines() {}

    static String line(String label, Object value) {
        return String.format("%-15s %s", label, value);
    }

    static Stream<String> line(String label, Optional<?> value) {
        return value.stream().map(present -> line(label, present));
    }

    /** What a change of settings would do. */
    static List<String> of(SettingsPlan plan) {
        var changes = plan.changed().isEmpty() ? "nothing" : String.join(" ", plan.changed());
        return Stream.of(
                        Stream.of(line("changes", changes)),
                        plan.wrong().entrySet().stream()
                                .map(wrong -> line("wrong", wrong.getKey() + " " + wrong.getValue())),
                        Stream.of(line("sign-in", plan.text())),
                        plan.register().stream().map(way -> line("register", way.redirectUri())),
                        plan.notes().stream().map(note -> line("note", note)))
                .flatMap(lines -> lines)
                .toList();
    }

    /** What an administrator has to see before a sign-in is accepted. */
    static List<String> of(PendingGrant grant) {
        return Stream.of(
                        Stream.of(line("waits because", grant.why().text())),
                        Stream.of(line("account", grant.account().orElse("not known"))),
                        line("account now", grant.presentAccount()),
                        Stream.of(line("scopes granted", String.join(" ", new TreeSet<>(grant.scopes())))),
                        Stream.of(line("finished by", grant.finisher())),
                        Stream.of(line("started by", grant.starter().user())),
                        Stream.of(line("arrived", grant.arrivedAt())))
                .flatMap(lines -> lines)
                .toList();
    }
}
