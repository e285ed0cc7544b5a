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
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Formatter;
import java.util.Locale;
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

    /**
     * Both cost time when the importer starts. In class files for Java 8 nothing but lambdas and method references
     * names java.lang.invoke; reflection names java.lang.reflect, in what the methods of Class return.
     */
    @Test
    void hasNoLambdasNoMethodReferencesAndNoReflection() throws IOException {
        for (JavaClass c : FORMAT) {
            try (InputStream in = c.getSource().orElseThrow().getUri().toURL().openStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .as(c.getName())
                        .doesNotContain("java/lang/invoke/", "java/lang/reflect/");
            }
        }
    }

    @Test
    void opensNoFileAndStartsNothing() {
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
                .callMethodWhere(target(name("exit")).or(target(name("halt"))).or(target(name("printStackTrace"))))
                .check(FORMAT);
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
                .check(FORMAT);
    }
}
