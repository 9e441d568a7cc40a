// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** Completes an argument from a list. A choice that ends in a blank is a whole argument, any other goes on. */
abstract class Choices implements Completer {

    /** What could stand here. */
    abstract Stream<String> choices(String typed);

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        var argument = line.getCursorArgument();
        int cursor = line.getArgumentPosition();
        var typed = argument == null ? "" : argument.substring(0, cursor);
        choices(typed).filter(choice -> choice.startsWith(typed)).sorted().forEach(candidates::add);
        return candidates.isEmpty() ? -1 : line.getBufferPosition() - cursor;
    }
}
