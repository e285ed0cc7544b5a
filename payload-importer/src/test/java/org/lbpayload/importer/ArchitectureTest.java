// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Formatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Tests of the dependencies between the packages and on the JDK. The target has only the module java.base. */
class ArchitectureTest {
    private static final JavaClasses IMPORTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lbpayload.importer");

    @Test
    void dependsOnlyOnFormatAndJavaBase() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.lbpayload.importer..",
                        "org.lbpayload.format",
                        "org.jspecify.annotations", // compile-time only
                        "java.lang..",
                        "java.io",
                        "java.nio..",
                        "java.security",
                        "java.util",
                        "java.util.concurrent..",
                        "java.util.function",
                        "java.util.zip")
                .check(IMPORTER);
    }

    @Test
    void callsOnlyLowerLayers() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("command")
                .definedBy("org.lbpayload.importer")
                .layer("copy")
                .definedBy("org.lbpayload.importer.copy")
                .layer("destination")
                .definedBy("org.lbpayload.importer.destination")
                .layer("disk")
                .definedBy("org.lbpayload.importer.disk")
                .layer("report")
                .definedBy("org.lbpayload.importer.report")
                .whereLayer("command")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("copy")
                .mayOnlyBeAccessedByLayers("command")
                .whereLayer("destination")
                .mayOnlyBeAccessedByLayers("command", "copy")
                .whereLayer("disk")
                .mayOnlyBeAccessedByLayers("command", "copy")
                .check(IMPORTER);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("org.lbpayload.importer.(*)..")
                .should()
                .beFreeOfCycles()
                .check(IMPORTER);
    }

    @Test
    void opensDevicesInOneClassOnly() {
        noClasses()
                .that()
                .resideInAPackage("org.lbpayload.importer.disk")
                .and()
                .doNotHaveSimpleName("DeviceOpener")
                .should()
                .callMethodWhere(
                        target(owner(name("java.nio.channels.FileChannel"))).and(target(name("open"))))
                .check(IMPORTER);
    }

    @Test
    void endsProcessInMainOnly() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethodWhere(target(name("exit")).or(target(name("halt"))))
                .check(IMPORTER);
    }

    @Test
    void neverPrintsStackTrace() {
        noClasses()
                .should()
                .callMethodWhere(target(name("printStackTrace")))
                .because("users see a failure as one sentence")
                .check(IMPORTER);
    }

    @Test
    void doesNotDependOnLocale() {
        noClasses()
                .should()
                .callMethodWhere(target(name("format"))
                        .or(target(name("printf")))
                        .or(target(owner(type(String.class)))
                                .and(target(name("toLowerCase")).or(target(name("toUpperCase"))))))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("java.text", "java.time..")
                        .or(type(Locale.class))
                        .or(type(Formatter.class)))
                .check(IMPORTER);
    }
}
