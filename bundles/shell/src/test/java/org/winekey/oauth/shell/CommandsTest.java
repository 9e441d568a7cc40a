// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.junit.jupiter.api.Test;

/** All commands together: what each of them owes a person. */
class CommandsTest {

    private static final List<String> READING = List.of("list", "plan", "profiles", "self-test", "status", "why");

    private static final List<String> NAMES = List.of(
            "accept",
            "authorize",
            "backup",
            "complete",
            "create",
            "forget",
            "import",
            "import-tokens",
            "introspect",
            "key-rotate",
            "list",
            "plan",
            "profiles",
            "refresh",
            "release",
            "restore",
            "revoke",
            "self-test",
            "set",
            "status",
            "why");

    @Test
    void commands_ofTheShell_areTheseAndServices() throws Exception {
        assertThat(commands()).containsOnlyKeys(NAMES);
        assertThat(commands().values())
                .allMatch(type -> type.isAnnotationPresent(Service.class))
                .allMatch(type -> "oauth".equals(command(type).scope()));
    }

    @Test
    void commands_help_endsWithAnExampleOfThisCommand() throws Exception {
        commands()
                .forEach((name, type) -> assertThat(command(type).description())
                        .as("help of oauth:%s", name)
                        .containsPattern("\\. Example: oauth:" + name + "( [^.]+(\\.\\w+)*)*$"));
    }

    @Test
    void commands_inTheAccessList_areAllNamedAndViewersOnlyRead() throws Exception {
        var access = accessList();

        assertThat(access.remove("*")).isEqualTo("admin");
        assertThat(access).containsOnlyKeys(NAMES);
        access.forEach((name, roles) -> assertThat(roles)
                .as("who may run oauth:%s", name)
                .isEqualTo(READING.contains(name) ? "admin, viewer" : "admin"));
    }

    @Test
    void commands_inTheReadme_haveOneRowEach() throws Exception {
        var readme = Files.readString(Path.of("../../README.md"));
        var rows = readme.lines()
                .filter(line -> line.startsWith("| `oauth:"))
                .map(line -> line.substring("| `oauth:".length()).split("[ `]", 2)[0])
                .toList();

        assertThat(rows).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    @Test
    void commands_forPrograms_haveJson() throws Exception {
        var withJson = commands().entrySet().stream()
                .filter(command ->
                        Arrays.stream(command.getValue().getDeclaredFields()).anyMatch(CommandsTest::isJson))
                .map(Map.Entry::getKey);

        assertThat(withJson)
                .containsExactlyInAnyOrder("introspect", "list", "plan", "profiles", "self-test", "status", "why");
    }

    private static boolean isJson(Field field) {
        var option = field.getAnnotation(Option.class);
        return option != null && option.name().equals("--json");
    }

    @Test
    void commands_completions_areServicesOfThisBundle() throws Exception {
        for (var type : commands().values()) {
            for (Class<?> part = type; part != Object.class; part = part.getSuperclass()) {
                assertThat(Arrays.stream(part.getDeclaredFields())
                                .map(field -> field.getAnnotation(Completion.class))
                                .filter(Objects::nonNull)
                                .map(Completion::value))
                        .allMatch(completer -> completer.isAnnotationPresent(Service.class));
            }
        }
    }

    private static Command command(Class<?> type) {
        return type.getAnnotation(Command.class);
    }

    private static Map<String, Class<?>> commands() throws Exception {
        try (var files = Files.list(classes())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Command.class"))
                    .map(file -> loaded(file.replace(".class", "")))
                    .filter(Action.class::isAssignableFrom)
                    .collect(Collectors.toMap(type -> command(type).name(), type -> type));
        }
    }

    private static Path classes() throws URISyntaxException {
        var top = Path.of(ListCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return top.resolve("org/winekey/oauth/shell");
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName("org.winekey.oauth.shell." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static Map<String, String> accessList() throws Exception {
        var feature = Files.readString(Path.of("../../features/winekey/src/main/feature/feature.xml"));
        var start = feature.indexOf("<config name=\"org.apache.karaf.command.acl.oauth\">");
        var lines = feature.substring(feature.indexOf('\n', start), feature.indexOf("</config>", start));
        return Stream.of(lines.strip().split("\\s*\n\\s*"))
                .map(line -> line.split(" = ", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> pair[1], (first, second) -> first + " and " + second, TreeMap::new));
    }
}
