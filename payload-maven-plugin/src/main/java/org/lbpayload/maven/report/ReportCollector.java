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
import org.lbpayload.maven.early.Checkout;
import org.lbpayload.maven.early.EarlyException;
import org.lbpayload.maven.early.TargetLimit;
import org.lbpayload.maven.fetch.DistfileCheck;
import org.lbpayload.maven.image.ImageException;
import org.lbpayload.maven.image.ImageReader;
import org.lbpayload.maven.image.ImageSource;
import org.lbpayload.maven.image.LocalePath;
import org.lbpayload.maven.image.RecordedSources;
import org.lbpayload.maven.io.Reason;
import org.lbpayload.maven.steps.Distfile;
import org.lbpayload.maven.steps.StepsException;
import org.lbpayload.maven.steps.StepsPlan;

/**
 * A collector for the content of a report. The payload files come from the image, and the early files come from the
 * steps. Paths are relative to the project, so that the result does not depend on the build machine.
 *
 * @param image the payload image
 * @param title the heading of the report
 * @param basedir the directory of the project
 * @param stepsDirectories the steps directories of live-bootstrap; without a steps directory, the report has no early
 *     files
 * @param splitBefore the argument of the manifest's {@code improve} directive that ends the early steps
 * @param distfilesDirectory the directory with the early distfiles
 */
public record ReportCollector(
        Path image,
        String title,
        Path basedir,
        List<Path> stepsDirectories,
        String splitBefore,
        Path distfilesDirectory) {
    private static final String ARTIFACT = "<artifactItems> ";

    public ReportCollector {
        stepsDirectories = List.copyOf(stepsDirectories);
    }

    /**
     * Reads the image and the steps.
     *
     * @throws ReportException if the image or the steps cannot be read, or an early distfile is missing or damaged
     */
    public PayloadReport collect() throws ReportException {
        List<ReportFile> files = new ArrayList<>();
        try (ImageReader reader = new ImageReader(image)) {
            Map<String, List<String>> origins = recordedOrigins();
            if (!stepsDirectories.isEmpty()) {
                StepsPlan plan = plan();
                files.addAll(early(plan.early()));
                // URLs are more informative than the path of the downloaded file.
                plan.payload().stream()
                        .filter(distfile -> !distfile.urls().isEmpty())
                        .forEach(distfile -> origins.put(distfile.name(), distfile.urls()));
            }
            addEntries(files, reader.image(), origins);
            return new PayloadReport(
                    title,
                    reader.image().index().layout().label(),
                    Optional.ofNullable(reader.image().payloadId()).map(Object::toString),
                    files,
                    limits(files));
        } catch (ImageException e) {
            throw new ReportException(e.getMessage(), e);
        }
    }

    /**
     * Returns a message for each limit of the target, with the used amount; empty if the checkout lacks the submodules
     * for an early image.
     */
    private List<String> limits(List<ReportFile> files) throws ReportException, ImageException {
        if (stepsDirectories.isEmpty()) {
            return List.of();
        }
        Checkout checkout = new Checkout(stepsDirectories.get(0));
        try {
            checkout.requireSubmodules();
        } catch (EarlyException e) {
            return List.of();
        }
        List<Path> distfiles = new ArrayList<>();
        long payload = 0;
        for (ReportFile file : files) {
            if (file.kind() == ImageKind.EARLY) {
                distfiles.add(distfilesDirectory.resolve(LocalePath.of(file.name(), "<distfilesDirectory>")));
            } else {
                payload += file.size();
            }
        }
        try {
            return checkout.limits(distfiles, payload, Files.size(image)).stream()
                    .map(TargetLimit::toString)
                    .toList();
        } catch (IOException e) {
            throw new ReportException("<imageFile>: cannot read " + image + ": " + Reason.of(e), e);
        } catch (EarlyException e) {
            throw new ReportException(e.getMessage(), e);
        }
    }

    /** Returns the origins of each entry, as recorded when the image was built. */
    private Map<String, List<String>> recordedOrigins() {
        Map<String, List<String>> origins = new HashMap<>();
        for (ImageSource source : RecordedSources.read(image)) {
            List<String> known = origins.computeIfAbsent(source.name(), name -> new ArrayList<>());
            String origin = originOf(source);
            if (!known.contains(origin)) {
                known.add(origin);
            }
        }
        return origins;
    }

    private StepsPlan plan() throws ReportException {
        try {
            return StepsPlan.read(stepsDirectories, splitBefore);
        } catch (StepsException e) {
            throw new ReportException("<stepsDirectories>: " + e.getMessage(), e);
        }
    }

    /** Returns the early distfiles. Fails if a file is missing or does not have the pinned SHA-256. */
    private List<ReportFile> early(List<Distfile> distfiles) throws ImageException, ReportException {
        for (Distfile distfile : distfiles) {
            LocalePath.of(distfile); // fails if the locale cannot represent the name
        }
        List<ReportFile> files = new ArrayList<>();
        for (DistfileCheck.Result result : check(distfiles)) {
            Distfile distfile = result.distfile();
            if (result.state() != DistfileCheck.State.EXISTING) {
                throw new ReportException("<distfilesDirectory>: the early distfile "
                        + distfilesDirectory.resolve(distfile.name()) + " " + result.problem()
                        + ": run lbpayload:fetch");
            }
            files.add(new ReportFile(
                    distfile.name(), result.bytes(), Optional.of(distfile.sha256()), distfile.urls(), ImageKind.EARLY));
        }
        return files;
    }

    private List<DistfileCheck.Result> check(List<Distfile> distfiles) throws ReportException {
        try {
            return DistfileCheck.check(distfiles, distfilesDirectory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReportException("the report was interrupted: run the goal again", e);
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
                    ImageKind.PAYLOAD));
        }
    }

    /**
     * Returns the origin to show: the coordinates of an artifact, a path relative to the project, or the parameter and
     * the file name.
     */
    private String originOf(ImageSource source) {
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
