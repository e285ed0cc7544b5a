// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What the format may lean on: the target has java.base and nothing else, and every class it loads costs time. */
class ArchitectureTest {
    private static final JavaClasses FORMAT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lbpayload.format");

    @Test
    void leansOnFewPackagesOfJavaBase() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.lbpayload.format",
                        "org.jspecify.annotations", // absent at run time, and nothing asks for it
                        "java.lang",
                        "java.io",
                        "java.nio",
                        "java.nio.channels",
                        "java.nio.charset",
                        "java.security",
                        "java.util",
                        "java.util.zip")
                .check(FORMAT);
    }

    @Test
    void opensNoFileAndStartsNothing() {
        noClasses()
                .should()
                .dependOnClassesThat(type(Files.class)
                        .or(type(File.class))
                        .or(type(FileInputStream.class))
                        .or(type(FileOutputStream.class))
                        .or(type(RandomAccessFile.class))
                        .or(type(Thread.class))
                        .or(type(Process.class))
                        .or(type(ProcessBuilder.class)))
                .orShould()
                .callMethodWhere(target(owner(type(FileChannel.class))).and(target(name("open"))))
                .because("channels come in and channels go out: what is opened and closed is the caller's affair")
                .check(FORMAT);
    }

    @Test
    void printsNothingAndEndsNothing() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethodWhere(target(name("printStackTrace")))
                .check(FORMAT);
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
                .dependOnClassesThat(resideInAnyPackage("java.text"))
                .check(FORMAT);
    }
}
