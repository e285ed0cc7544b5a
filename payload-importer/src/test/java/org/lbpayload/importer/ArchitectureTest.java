// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the importer may lean on: the target has java.base and nothing else, and every class it loads costs time. */
class ArchitectureTest {
    private static final JavaClasses IMPORTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lbpayload.importer");

    /** No java.util.regex, java.util.stream, java.util.function or java.lang.reflect. */
    @Test
    void leansOnTheFormatAndOnFewPackagesOfJavaBase() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.lbpayload.importer",
                        "org.lbpayload.format",
                        "org.jspecify.annotations", // absent at run time, and nothing asks for it
                        "java.lang",
                        "java.io",
                        "java.nio",
                        "java.nio.channels",
                        "java.nio.charset",
                        "java.nio.file",
                        "java.nio.file.attribute",
                        "java.security",
                        "java.util",
                        "java.util.concurrent..",
                        "java.util.zip")
                .check(IMPORTER);
    }

    /** Linking the first lambda takes as long as all of the importer's own classes together. */
    @Test
    void hasNoLambdasAndNoMethodReferences() {
        noClasses()
                .should()
                .accessTargetWhere(describe("stand in a lambda", JavaAccess::isDeclaredInLambda))
                .check(IMPORTER);
        for (JavaClass c : IMPORTER) {
            assertThat(c.getMethodReferencesFromSelf()).isEmpty();
            assertThat(c.getConstructorReferencesFromSelf()).isEmpty();
        }
    }

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethodWhere(target(name("exit")).or(target(name("halt"))))
                .check(IMPORTER);
    }

    @Test
    void neverPrintsAStackTrace() {
        noClasses()
                .should()
                .callMethodWhere(target(name("printStackTrace")))
                .because("an expected failure is one sentence on stderr")
                .check(IMPORTER);
    }

    @Test
    void saysTheSameInEveryLocale() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(type(String.class)))
                        .and(target(name("format"))
                                .or(target(name("toLowerCase")))
                                .or(target(name("toUpperCase")))))
                .orShould()
                .callMethodWhere(target(name("printf")))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("java.text", "java.time.."))
                .check(IMPORTER);
    }
}
