// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.winekey.oauth.admin.Door;

/** The assessment of sign-ins across devices in the documentation (RFC 10027 section 2). */
class RiskAssessmentTest {

    private static final int CELLS = 5;

    private static String section() throws IOException {
        var text = Files.readString(Path.of("../../docs/threat-model.md"));
        var from = text.indexOf("## Sign-ins that cross devices");
        assertThat(from).isPositive();
        return text.substring(from, text.indexOf("\n## ", from + 1));
    }

    private static List<List<String>> rows() throws IOException {
        return section()
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| door"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    @Tag("R-092")
    void everyDoor_hasItsAttackItsDefenceAndWhatIsLeft(Door door) throws IOException {
        assertThat(rows())
                .filteredOn(row -> row.get(0).startsWith(door.name()))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row)
                        .hasSize(CELLS)
                        .allSatisfy(cell -> assertThat(cell).isNotBlank()));
    }

    @Test
    @Tag("R-092")
    void whatIsNotUsed_isNamedWithTheReason() throws IOException {
        assertThat(section()).contains("RFC 10027", "Not used, and why:");
    }
}
