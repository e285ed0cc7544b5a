// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

/** Tests of the dependencies between the packages. Only the goals may depend on Maven. */
class ArchitectureTest {
    private static final String[] WITHOUT_MAVEN = {
        "org.lbpayload.maven.io..",
        "org.lbpayload.maven.image..",
        "org.lbpayload.maven.steps..",
        "org.lbpayload.maven.fetch..",
        "org.lbpayload.maven.disk..",
        "org.lbpayload.maven.qemu..",
        "org.lbpayload.maven.early..",
        "org.lbpayload.maven.report.."
    };

    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lbpayload.maven");

    @Test
    void keepsMojosInOnePackage() {
        classes()
                .that()
                .areAssignableTo(Mojo.class)
                .should()
                .resideInAPackage("org.lbpayload.maven")
                .check(PLUGIN);
    }

    @Test
    void keepsOtherPackagesFreeOfMaven() {
        noClasses()
                .that()
                .resideInAnyPackage(WITHOUT_MAVEN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.maven..", "org.eclipse.aether..", "org.codehaus.plexus..", "javax.inject..")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.lbpayload.maven")
                .check(PLUGIN);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("org.lbpayload.maven.(*)..").should().beFreeOfCycles().check(PLUGIN);
    }

    @Test
    void neverCallsImporter() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lbpayload.importer..")
                .check(PLUGIN);
    }

    @Test
    void neverExitsOrPrintsOutsideMavensLog() {
        noClasses()
                .should()
                .accessTargetWhere(targetIs(
                        "java.lang.System.exit(int)",
                        "java.lang.Runtime.exit(int)",
                        "java.lang.Runtime.halt(int)",
                        "java.lang.System.out",
                        "java.lang.System.err"))
                .orShould()
                .accessTargetWhere(target(name("printStackTrace")))
                .check(PLUGIN);
    }

    @Test
    void formatsIndependentlyOfLocale() {
        noClasses()
                .that()
                .doNotHaveSimpleName("HelpMojo") // generated
                .should()
                .accessTargetWhere(targetIs(
                        "java.lang.String.format(java.lang.String, [Ljava.lang.Object;)",
                        "java.lang.String.formatted([Ljava.lang.Object;)",
                        "java.lang.String.toLowerCase()",
                        "java.lang.String.toUpperCase()",
                        "java.util.Formatter.<init>()",
                        "java.time.format.DateTimeFormatter.ofPattern(java.lang.String)",
                        "java.util.Locale.getDefault()",
                        "java.util.Locale.getDefault(java.util.Locale$Category)"))
                .check(PLUGIN);
    }

    /** Returns a predicate for calls, method references and field accesses with one of these targets. */
    private static DescribedPredicate<JavaAccess<?>> targetIs(String... fullNames) {
        Set<String> names = Set.of(fullNames);
        return DescribedPredicate.describe(
                "the target is one of " + names,
                access -> names.contains(access.getTarget().getFullName()));
    }
}
