// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The container listens, and it alone. */
class NoListenerTest {

    @Test
    @Tag("R-033")
    void listeners_nowhere_areOpened() {
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.winekey.oauth.web");

        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(ServerSocket|DatagramSocket|MulticastSocket)"
                        + "|java\\.nio\\.channels\\..*(ServerSocket|Datagram).*|javax\\.net\\..*ServerSocket.*"
                        + "|com\\.sun\\.net\\.httpserver\\..*")
                .because("a second listener would have an address of its own to get wrong")
                .check(classes);
    }
}
