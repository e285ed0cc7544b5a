// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Formatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the importer may lean on: the target has java.base and nothing else, and every class it loads costs time. */
class ArchitectureTest {
    private static final JavaClasses IMPORTER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lbpayload.importer");

    /** No java.util.regex, java.util.stream or java.util.function. */
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

    /**
     * Linking the first lambda takes as long as all of the importer's own classes together. In class files for Java 8
     * nothing but lambdas and method references names java.lang.invoke; reflection names java.lang.reflect, in what the
     * methods of Class return.
     */
    @Test
    void hasNoLambdasNoMethodReferencesAndNoReflection() throws IOException {
        for (JavaClass c : IMPORTER) {
            try (InputStream in = c.getSource().orElseThrow().getUri().toURL().openStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .as(c.getName())
                        .doesNotContain("java/lang/invoke/", "java/lang/reflect/");
            }
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
