// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.report;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The folders of a reactor that hold test sources or test reports, by their path from the root. */
final class Modules {
    private static final Set<String> CLOSED = Set.of("src", "target", "node_modules");
    private static final List<String> SIGNS =
            List.of("src/test/java", "target/surefire-reports", "target/failsafe-reports");

    private Modules() {}

    static Map<String, Path> find(Path root) throws IOException {
        var modules = new TreeMap<String, Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!folder.equals(root) && isClosed(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (SIGNS.stream().anyMatch(sign -> Files.isDirectory(folder.resolve(sign)))) {
                    modules.put(nameOf(root.relativize(folder)), folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return modules;
    }

    private static boolean isClosed(String folder) {
        return folder.startsWith(".") || CLOSED.contains(folder);
    }

    private static String nameOf(Path relative) {
        return relative.toString().isEmpty() ? "." : relative.toString().replace('\\', '/');
    }
}
