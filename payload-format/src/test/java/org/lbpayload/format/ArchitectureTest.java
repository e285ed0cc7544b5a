// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.format;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
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
import java.io.FileReader;
import java.io.FileWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Formatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Tests of the dependencies of this module. The target provides only the module java.base. */
class ArchitectureTest {
    private static final JavaClasses FORMAT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lbpayload.format");

    @Test
    void dependsOnlyOnListedPackagesOfJavaBase() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.lbpayload.format",
                        "org.jspecify.annotations", // compile-time only
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
    void opensNoFileAndStartsNoThreadOrProcess() {
        noClasses()
                .should()
                .dependOnClassesThat(belongToAnyOf(
                        File.class,
                        FileInputStream.class,
                        FileOutputStream.class,
                        FileReader.class,
                        FileWriter.class,
                        PrintStream.class,
                        PrintWriter.class,
                        RandomAccessFile.class,
                        AsynchronousFileChannel.class,
                        Files.class,
                        Process.class,
                        ProcessBuilder.class,
                        Runtime.class,
                        Thread.class))
                .orShould()
                .callMethodWhere(target(owner(type(FileChannel.class))).and(target(name("open"))))
                .because("callers open and close the channels")
                .check(FORMAT);
    }

    @Test
    void neitherPrintsNorExits() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(target(name("exit")).or(target(name("halt"))).or(target(name("printStackTrace"))))
                .check(FORMAT);
    }

    @Test
    void usesNoMethodThatDependsOnLocale() {
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
                .check(FORMAT);
    }
}
