// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pitest.reloc.asm.ClassReader;
import org.pitest.reloc.asm.ClassWriter;

/**
 * Rewrites class files with the tool that plants the defects, so that a class with and without a defect have the same
 * numbers for the names of its nest members, permitted subclasses and record components.
 *
 * <p>Guards against HotSpot (seen with 17.0.15 and 25.0.3): when a class is replaced, its constants are replaced too, but
 * not the numbers of these three lists, which then point anywhere; replacing the class once more crashes the JVM. The code
 * stays the same.
 */
final class StableNumbers {

    private StableNumbers() {}

    public static void main(String[] arguments) throws IOException {
        try (var files = Files.walk(Path.of(arguments[0]))) {
            for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                var writer = new ClassWriter(0);
                new ClassReader(Files.readAllBytes(file)).accept(writer, 0);
                Files.write(file, writer.toByteArray());
            }
        }
    }
}
