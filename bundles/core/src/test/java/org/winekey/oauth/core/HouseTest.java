// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.winekey.oauth.core.secret.Secret;

/** Who may use whom in this house. */
class HouseTest {

    private static final String ROOT = "org.winekey.oauth.core.";
    private static final String API = "org.winekey.oauth";
    private static final String API_SPI = "org.winekey.oauth.spi";
    private static final String API_EVENT = "org.winekey.oauth.event";
    private static final String API_ADMIN = "org.winekey.oauth.admin";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.winekey.oauth.core");

    /** Rooms besides seam and secret, which every room may use. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            entry("seam", List.of()),
            entry("secret", List.of()),
            entry("json", List.of()),
            entry("protocol", List.of(API, ROOT + "json")),
            entry("profile", List.of(ROOT + "protocol", ROOT + "json")),
            entry("settings", List.of(API, ROOT + "protocol", ROOT + "profile")),
            entry("store", List.of(API_SPI)),
            entry("vault", List.of(API_SPI, ROOT + "store")),
            entry("discovery", List.of(API_SPI, ROOT + "protocol", ROOT + "vault", ROOT + "json")),
            entry(
                    "signin",
                    List.of(API, API_ADMIN, API_SPI, ROOT + "protocol", ROOT + "store", ROOT + "vault", ROOT + "json")),
            entry(
                    "token",
                    List.of(API, API_ADMIN, API_SPI, ROOT + "protocol", ROOT + "store", ROOT + "vault", ROOT + "json")),
            entry(
                    "backup",
                    List.of(API, API_ADMIN, API_SPI, ROOT + "protocol", ROOT + "store", ROOT + "vault", ROOT + "json")),
            entry("migrate", List.of(ROOT + "protocol", ROOT + "settings", ROOT + "json")),
            entry("resource", List.of(API)),
            entry("watch", List.of(API, API_ADMIN)),
            entry("event", List.of(API, API_EVENT)));

    @Test
    void rooms_dependencies_areThoseOfThePlan() {
        MAY_USE.forEach((room, others) -> {
            var allowed = Stream.concat(others.stream(), commonTo(room)).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + room)
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.winekey..").and(not(resideInAnyPackage(allowed))))
                    .because(room + " may use " + others + " only")
                    .check(CLASSES);
        });
    }

    @Test
    void rooms_all_areInThePlan() {
        var rooms = CLASSES.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .distinct();

        assertThat(rooms).allMatch(room -> room.equals("osgi") || MAY_USE.containsKey(room));
    }

    @Test
    void osgi_imports_areForThreeRooms() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "settings", ROOT + "event", ROOT + "osgi")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.osgi..").and(not(resideInAPackage("org.osgi.annotation.."))))
                .check(CLASSES);
    }

    @Test
    void json_library_isKnownToOneRoom() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "json")))
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml.."))
                .check(CLASSES);
    }

    @Test
    @Tag("R-095")
    void secrets_text_isForTwoRooms() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "protocol", ROOT + "json")))
                .should()
                .callMethod(Secret.class, "reveal")
                .because("one puts them on the wire, the other into what is about to be sealed")
                .check(CLASSES);
    }

    @Test
    void servlets_nowhere_areUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("javax.servlet..", "jakarta.servlet..", "org.apache.karaf.."))
                .check(CLASSES);
    }

    @Test
    void outsideWorld_directly_isForTheSeam() {
        noClasses()
                .that(not(resideInAPackage(ROOT + "seam")))
                .should()
                .accessTargetWhere(OUTSIDE_WORLD)
                .because("a simulation replaces the seam, and only the seam")
                .check(CLASSES);
        noClasses()
                .that(not(resideInAPackage(ROOT + "seam")))
                .should()
                .dependOnClassesThat(resideInAPackage("java.nio.channels.."))
                .orShould()
                .dependOnClassesThat(new DescribedPredicate<>("are files, threads or chance of the JDK") {
                    @Override
                    public boolean test(JavaClass type) {
                        return FORBIDDEN_TYPES.contains(type.getName());
                    }
                })
                .check(CLASSES);
    }

    @Test
    void http_ofTheJdk_isForTheSeamAndWhatStreams() {
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "seam", ROOT + "resource")))
                .should()
                .dependOnClassesThat(resideInAPackage("java.net.http..").and(not(type(HttpClient.class))))
                .check(CLASSES);
        noClasses()
                .that(not(resideInAnyPackage(ROOT + "seam", ROOT + "resource", ROOT + "osgi")))
                .should()
                .dependOnClassesThat(type(HttpClient.class))
                .because("the others only hand it out")
                .check(CLASSES);
        noClasses()
                .that(not(resideInAPackage(ROOT + "seam")))
                .should()
                .callMethod(HttpClient.class, "newHttpClient")
                .orShould()
                .callMethod(HttpClient.class, "newBuilder")
                .because("each client has a thread that somebody has to end")
                .check(CLASSES);
    }

    private static final List<String> FORBIDDEN_TYPES = List.of(
            "java.nio.file.Files",
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.RandomAccessFile",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ThreadPoolExecutor",
            "java.util.concurrent.ScheduledThreadPoolExecutor",
            "java.util.concurrent.ForkJoinPool",
            Clock.class.getName(),
            Timer.class.getName(),
            Random.class.getName(),
            SecureRandom.class.getName(),
            ThreadLocalRandom.class.getName());

    /** Calls that reach around the seam; Thread.currentThread is a mere name and stays allowed. */
    private static final DescribedPredicate<JavaAccess<?>> OUTSIDE_WORLD =
            new DescribedPredicate<>("reach time, threads or chance around the seam") {
                @Override
                public boolean test(JavaAccess<?> access) {
                    var owner = access.getTargetOwner().getName();
                    var name = access.getTarget().getName();
                    return owner.equals(Instant.class.getName()) && name.equals("now")
                            || owner.equals("java.lang.System")
                                    && List.of("currentTimeMillis", "nanoTime").contains(name)
                            || owner.equals("java.lang.Thread")
                                    && List.of("<init>", "sleep", "start").contains(name)
                            || owner.equals("java.util.UUID") && name.equals("randomUUID")
                            || owner.equals("java.lang.Math") && name.equals("random")
                            || owner.equals(CompletableFuture.class.getName())
                                    && List.of(
                                                    "orTimeout",
                                                    "completeOnTimeout",
                                                    "delayedExecutor",
                                                    "supplyAsync",
                                                    "runAsync")
                                            .contains(name)
                                    && access.getTarget().getFullName().indexOf("Executor") < 0;
                }
            };

    /** Answers of providers come home through the HTTP service of the container; there is no listener to bind wrongly. */
    @Test
    @Tag("R-033")
    void listeners_nowhere_areOpened() {
        noClasses()
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("listen on the network") {
                    @Override
                    public boolean test(JavaClass type) {
                        return LISTENERS.contains(type.getName())
                                || type.getPackageName().startsWith("com.sun.net.httpserver");
                    }
                })
                .check(CLASSES);
    }

    private static final List<String> LISTENERS = List.of(
            "java.net.ServerSocket",
            "java.net.DatagramSocket",
            "java.net.MulticastSocket",
            "java.nio.channels.ServerSocketChannel",
            "java.nio.channels.DatagramChannel",
            "java.nio.channels.AsynchronousServerSocketChannel",
            "javax.net.ServerSocketFactory",
            "javax.net.ssl.SSLServerSocket",
            "javax.net.ssl.SSLServerSocketFactory");

    @Test
    void packages_all_areNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .check(CLASSES);
    }

    private static Stream<String> commonTo(String room) {
        return Stream.of(ROOT + "seam", ROOT + "secret", ROOT + room)
                .filter(common -> !room.equals("seam") || common.equals(ROOT + "seam"))
                .filter(common -> !room.equals("secret") || common.equals(ROOT + "secret"));
    }
}
