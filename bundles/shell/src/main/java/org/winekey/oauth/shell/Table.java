// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;

/**
 * A table whose last column wraps where the terminal ends. A session without a terminal, such as a script, gets whole
 * lines. Not thread-safe.
 */
final class Table {

    private static final int NARROWEST_TERMINAL = 80;
    private static final int NARROWEST_COLUMN = 20;
    private static final int SEPARATOR = 3;

    private final List<String> columns;
    private final String emptyText;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String emptyText, String... columns) {
        this.columns = List.of(columns);
        this.emptyText = emptyText;
    }

    void row(Object... cells) {
        rows.add(Stream.of(cells).map(String::valueOf).toList());
    }

    void print(Session session) {
        var table = new ShellTable().emptyTableText(emptyText);
        columns.forEach(table::column);
        var terminal = session.getTerminal();
        int width = terminal == null ? Integer.MAX_VALUE : left(Math.max(NARROWEST_TERMINAL, terminal.getWidth()));
        rows.forEach(cells -> print(cells, width, table));
        table.print(session.getConsole());
    }

    /** In rows of our own: Karaf's wrapping loses the last letter of a line that is exactly full. */
    private static void print(List<String> cells, int width, ShellTable table) {
        int last = cells.size() - 1;
        var shown = new ArrayList<>(cells);
        for (var line : wrapped(cells.get(last), width)) {
            shown.set(last, line);
            table.addRow().addContent(shown.toArray());
            Collections.fill(shown, "");
        }
    }

    private static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        var rest = text;
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            int end = blank > 0 ? blank : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** What the other columns leave for the last one. */
    private int left(int width) {
        int left = width;
        for (int column = 0; column < columns.size() - 1; column++) {
            left -= widest(column) + SEPARATOR;
        }
        return Math.max(NARROWEST_COLUMN, left);
    }

    private int widest(int column) {
        return Stream.concat(Stream.of(columns), rows.stream())
                .mapToInt(cells -> cells.get(column).length())
                .max()
                .orElse(0);
    }
}
