// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import org.apache.maven.plugin.Mojo;
import org.junit.jupiter.api.Test;

/** Goals are adapters: what they call lies in packages of its own and could be used without Maven. */
class ArchitectureTest {
    private static final String[] WITHOUT_MAVEN = {
        "org.lbpayload.maven.image..",
        "org.lbpayload.maven.steps..",
        "org.lbpayload.maven.fetch..",
        "org.lbpayload.maven.boot..",
        "org.lbpayload.maven.report.."
    };

    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.lbpayload.maven");

    @Test
    void mojosStandInOnePackage() {
        classes()
                .that()
                .areAssignableTo(Mojo.class)
                .should()
                .resideInAPackage("org.lbpayload.maven")
                .check(PLUGIN);
    }

    @Test
    void whatMojosCallKnowsNoMaven() {
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
    void carriesTheImporterButDoesNotKnowIt() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lbpayload.importer..")
                .check(PLUGIN);
    }

    @Test
    void neverEndsTheBuildOrPrintsPastMavensLog() {
        noClasses()
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(target(name("printStackTrace")))
                .check(PLUGIN);
    }

    @Test
    void writesTheSameInEveryLocale() {
        noClasses()
                .that()
                .doNotHaveSimpleName("HelpMojo") // generated
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(Locale.class, "getDefault")
                .check(PLUGIN);
    }
}
