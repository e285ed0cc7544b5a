// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lbpayload.format.ChecksumSection;
import org.lbpayload.format.Entry;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.format.Sha256;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageReader;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.image.RecordedSources;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.StepsException;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * Collects what the report tells: the files of the payload from the image itself, those of the early image from the
 * steps. Nothing that depends on the machine gets into it, such as the path of a folder.
 *
 * @param image the payload image
 * @param title what it is of
 * @param basedir the folder that paths are told relative to
 * @param stepsFolders live-bootstrap's steps folders; where there are none, there are no early files
 * @param splitBefore the directive before which distfiles are early
 * @param distfilesDirectory where the early distfiles are
 */
public record ImageReport(
        Path image, String title, Path basedir, List<Path> stepsFolders, String splitBefore, Path distfilesDirectory) {
    private static final String ARTIFACT = "<artifactItems> ";

    public ImageReport {
        stepsFolders = List.copyOf(stepsFolders);
    }

    /**
     * Reads the image and the steps.
     *
     * @throws ReportException where one of them cannot be read, or an early distfile is not there
     */
    public PayloadReport read() throws ReportException {
        List<ReportFile> files = new ArrayList<>();
        try (ImageReader reader = new ImageReader(image)) {
            Map<String, List<String>> origins = recorded();
            if (!stepsFolders.isEmpty()) {
                StepsPlan plan = plan();
                for (Distfile distfile : plan.early()) {
                    files.add(early(distfile));
                }
                // URLs say more than that the file was in a folder.
                plan.payload().stream()
                        .filter(distfile -> !distfile.urls().isEmpty())
                        .forEach(distfile -> origins.put(distfile.name(), distfile.urls()));
            }
            addEntries(files, reader.image(), origins);
            return new PayloadReport(
                    title,
                    reader.image().index().layout().label(),
                    Optional.ofNullable(reader.image().payloadId()).map(Object::toString),
                    files);
        } catch (ImageException | IOException e) {
            throw new ReportException(e.getMessage(), e);
        }
    }

    /** Where the image says its entries come from. */
    private Map<String, List<String>> recorded() {
        Map<String, List<String>> origins = new HashMap<>();
        for (ImageSource source : RecordedSources.read(image)) {
            List<String> places = origins.computeIfAbsent(source.name(), name -> new ArrayList<>());
            String place = whereFrom(source);
            if (!places.contains(place)) {
                places.add(place);
            }
        }
        return origins;
    }

    private StepsPlan plan() throws ReportException {
        try {
            return StepsPlan.read(stepsFolders, splitBefore);
        } catch (StepsException e) {
            throw new ReportException("<stepsDirectories>: " + e.getMessage(), e);
        }
    }

    private ReportFile early(Distfile distfile) throws ImageException, ReportException {
        Path file = distfilesDirectory.resolve(LocalePath.of(distfile));
        try {
            return new ReportFile(
                    distfile.name(), Files.size(file), Optional.of(distfile.sha256()), distfile.urls(), Part.EARLY);
        } catch (IOException e) {
            throw new ReportException(
                    "<distfilesDirectory>: the early distfile " + file + " cannot be read: " + e
                            + "; run lbpayload:fetch before",
                    e);
        }
    }

    private static void addEntries(List<ReportFile> files, PayloadImage payload, Map<String, List<String>> origins) {
        ChecksumSection checksums = payload.checksums();
        List<Entry> entries = payload.index().entries();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            files.add(new ReportFile(
                    entry.name(),
                    entry.size(),
                    checksums == null ? Optional.empty() : Optional.of(Sha256.hex(checksums.sha256(i))),
                    origins.getOrDefault(entry.name(), List.of()),
                    Part.PAYLOAD));
        }
    }

    /** An artifact's coordinates, a path in the project, or else the parameter and the name of the file. */
    private String whereFrom(ImageSource source) {
        if (source.origin().startsWith(ARTIFACT)) {
            return source.origin().substring(ARTIFACT.length());
        }
        Path base = basedir.toAbsolutePath().normalize();
        Path path = source.path().toAbsolutePath().normalize();
        if (path.startsWith(base)) {
            return base.relativize(path).toString().replace('\\', '/');
        }
        return source.origin().split(" ", 2)[0] + " " + path.getFileName();
    }
}
