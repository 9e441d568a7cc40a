// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/**
 * The test classes of a reactor as their sources declare them, parsed but not compiled.
 *
 * @param classes each class in a test source folder, nested ones too
 */
record TestSources(List<TestClass> classes) {
    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory");
    private static final Set<String> TAGS = Set.of("Tag", "Tags");
    private static final Pattern NUMBER = Pattern.compile("\"([Rr]-?\\d[^\"]*)\"");

    TestSources {
        classes = List.copyOf(classes);
    }

    /** A method and the requirement numbers on it. */
    record Method(String name, boolean isTest, Set<String> tags) {}

    /** A class by its binary name, the simple names of its supertypes and the requirement numbers on it. */
    record TestClass(
            String module,
            String name,
            boolean isAbstract,
            Set<String> supertypes,
            Set<String> tags,
            List<Method> methods) {
        String simpleName() {
            return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        }

        /** Guards against an endless walk where a class extends its namesake in another package. */
        boolean inherits(TestClass parent) {
            return supertypes.contains(parent.simpleName()) && !simpleName().equals(parent.simpleName());
        }

        boolean hasTests() {
            return methods.stream().anyMatch(Method::isTest);
        }
    }

    static TestSources scan(Map<String, Path> modules) throws IOException {
        var classes = new ArrayList<TestClass>();
        for (var module : modules.entrySet()) {
            var sources = module.getValue().resolve("src/test/java");
            if (Files.isDirectory(sources)) {
                parse(module.getKey(), sources, classes);
            }
        }
        return new TestSources(classes);
    }

    /** The class itself and all that inherit its tests; types are told apart by simple name only. */
    Stream<TestClass> selfAndHeirs(TestClass type) {
        var heirs = classes.stream().filter(heir -> heir.inherits(type));
        return Stream.concat(Stream.of(type), heirs.flatMap(this::selfAndHeirs));
    }

    /** Whether the class declares, encloses or inherits a test. */
    boolean offersTests(TestClass type) {
        return type.hasTests()
                || classes.stream().anyMatch(inner -> inner.name().startsWith(type.name() + "$") && inner.hasTests())
                || classes.stream().anyMatch(parent -> type.inherits(parent) && offersTests(parent));
    }

    private static void parse(String module, Path sources, List<TestClass> found) throws IOException {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "A JDK is needed, not a JRE");
        var paths = javaFiles(sources);
        if (paths.isEmpty()) {
            return;
        }
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            var units = files.getJavaFileObjectsFromPaths(paths);
            var task = (JavacTask) compiler.getTask(null, files, problem -> {}, List.of("-proc:none"), null, units);
            for (var unit : task.parse()) {
                var prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
                unit.getTypeDecls().forEach(type -> add(module, prefix, type, found));
            }
        }
    }

    private static List<Path> javaFiles(Path sources) throws IOException {
        try (var files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static void add(String module, String prefix, Tree tree, List<TestClass> found) {
        if (tree instanceof ClassTree type) {
            var name = prefix + type.getSimpleName();
            var isAbstract = type.getKind() == Tree.Kind.INTERFACE
                    || type.getModifiers().getFlags().contains(Modifier.ABSTRACT);
            found.add(new TestClass(
                    module, name, isAbstract, supertypes(type), tags(type.getModifiers()), methods(type)));
            type.getMembers().forEach(member -> add(module, name + "$", member, found));
        }
    }

    private static Set<String> supertypes(ClassTree type) {
        return Stream.concat(Stream.ofNullable(type.getExtendsClause()), type.getImplementsClause().stream())
                .map(parent -> simple(parent.toString()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<Method> methods(ClassTree type) {
        return type.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .map(method -> new Method(
                        method.getName().toString(), isTest(method.getModifiers()), tags(method.getModifiers())))
                .toList();
    }

    private static boolean isTest(ModifiersTree modifiers) {
        return annotations(modifiers, TESTS).findAny().isPresent();
    }

    private static Set<String> tags(ModifiersTree modifiers) {
        return annotations(modifiers, TAGS)
                .flatMap(tag -> NUMBER.matcher(tag.toString()).results())
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<? extends AnnotationTree> annotations(ModifiersTree modifiers, Set<String> names) {
        return modifiers.getAnnotations().stream()
                .filter(annotation ->
                        names.contains(simple(annotation.getAnnotationType().toString())));
    }

    private static String simple(String type) {
        var raw = type.replaceFirst("(?s)<.*", "");
        return raw.substring(raw.lastIndexOf('.') + 1);
    }
}
