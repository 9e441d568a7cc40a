// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pitest.reloc.asm.ClassReader;
import org.pitest.reloc.asm.ClassWriter;

/**
 * Rewrites class files with the tool that plants the defects, so that a class with and without a defect number the
 * constants of their heads alike: nest members, permitted subclasses, record components. The code stays the same.
 *
 * <p>Guards against HotSpot (17.0.15 and 25.0.3): it crashes while it compares these lists when a class is replaced a
 * second time by one that numbers them otherwise than the compiler did.
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
