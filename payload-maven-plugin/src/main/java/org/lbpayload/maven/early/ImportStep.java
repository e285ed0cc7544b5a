// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.lbpayload.maven.io.Reason;
import org.lbpayload.maven.io.ShellQuoting;

/**
 * The importer and the step {@code import_payload}, which runs the importer with pinned payload ids.
 *
 * @param files the content of each file, keyed by the path of the file in the early root; files with the suffix
 *     {@code .sh} are executable
 */
public record ImportStep(Map<String, byte[]> files) {
    /** The maximum number of seconds that both importers accept for {@code --wait}. */
    public static final int MAXIMUM_WAIT_SECONDS = 86_400;

    static final String SCRIPT = "steps/improve/import_payload.sh";
    static final String JAR = "external/payload-importer.jar";
    static final String BUILD_STEP = "steps/payload-import-1.0";

    private static final String C_SOURCE = "payload-import.c";

    public ImportStep {
        files = Map.copyOf(files);
    }

    /**
     * Creates the step for a target with Java: the importer's jar and a script for a POSIX shell.
     *
     * @param importer the importer's jar
     * @param imports the payloads to import; the step accepts no other payloads
     * @param waitSeconds the maximum number of seconds for which the importer waits for a payload disk
     * @throws EarlyException if the jar cannot be read
     */
    public static ImportStep java(Path importer, List<PayloadImport> imports, int waitSeconds) throws EarlyException {
        try {
            return new ImportStep(
                    Map.of(JAR, Files.readAllBytes(importer), SCRIPT, utf8(javaScript(imports, waitSeconds, ""))));
        } catch (IOException e) {
            throw new EarlyException("cannot read the importer " + importer + ": " + Reason.of(e), e);
        }
    }

    /**
     * Creates the step for a target without Java: the source code of the C importer with a build step, and a script for
     * kaem and bash.
     *
     * @param importer the importer's jar, which contains the C source
     * @param imports the payloads to import; the step accepts no other payloads
     * @param waitSeconds the maximum number of seconds for which the importer waits for a payload disk
     * @throws EarlyException if the jar cannot be read or has no C source
     */
    public static ImportStep c(Path importer, List<PayloadImport> imports, int waitSeconds) throws EarlyException {
        return new ImportStep(Map.of(
                BUILD_STEP + "/pass1.kaem",
                utf8(resource("pass1.kaem")),
                BUILD_STEP + "/src/" + C_SOURCE,
                cSource(importer),
                SCRIPT,
                utf8(cScript(imports, waitSeconds))));
    }

    /**
     * Returns the script that runs the Java importer.
     *
     * @param root the prefix of every path in the script: empty on the target, a directory in tests
     */
    static String javaScript(List<PayloadImport> imports, int waitSeconds, String root) {
        return resource("import_payload_java.sh")
                .replace("@ROOT@", ShellQuoting.quote(List.of(root)))
                .replace("@WAIT@", Integer.toString(waitSeconds))
                .replace(
                        "@IMPORTS@",
                        lines(imports, each -> "import_payload " + each.payloadId() + " " + each.destination()));
    }

    private static String cScript(List<PayloadImport> imports, int waitSeconds) {
        return resource("import_payload_c.sh").replace("@IMPORTS@", lines(imports, each -> {
            boolean distfiles = each.destination().equals(PayloadImport.DISTFILES);
            String destination = distfiles ? "${DISTFILES}" : each.destination();
            return "mkdir -p " + destination + "\npayload-import --wait " + waitSeconds + " --id " + each.payloadId()
                    + " " + destination;
        }));
    }

    private static String lines(List<PayloadImport> imports, Function<PayloadImport, String> line) {
        return imports.stream().map(line).collect(Collectors.joining("\n"));
    }

    private static byte[] cSource(Path importer) throws EarlyException {
        try (ZipFile jar = new ZipFile(importer.toFile())) {
            ZipEntry entry = jar.getEntry(C_SOURCE);
            if (entry == null) {
                throw new EarlyException("the importer " + importer + " does not contain " + C_SOURCE
                        + ": use the importer that belongs to this version of the plugin");
            }
            try (InputStream in = jar.getInputStream(entry)) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new EarlyException("cannot read the importer " + importer + ": " + Reason.of(e), e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ImportStep.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the plugin's resource " + name, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
