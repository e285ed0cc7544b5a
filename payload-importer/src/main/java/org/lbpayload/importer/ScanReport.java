// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every disk that was looked at, in the order in which it was. Immutable. */
final class ScanReport {
    private final List<Candidate> candidates;

    private ScanReport(List<Candidate> candidates) {
        this.candidates = Collections.unmodifiableList(candidates);
    }

    /**
     * Looks at each of {@code devices}.
     *
     * @param start where on each disk the image would begin, in bytes, 0 or more
     */
    static ScanReport of(List<Device> devices, DiskProbe probe, long start) {
        List<Candidate> candidates = new ArrayList<>(devices.size());
        for (Device device : devices) {
            candidates.add(probe.probe(device, start));
        }
        return new ScanReport(candidates);
    }

    List<Candidate> candidates() {
        return candidates;
    }

    /** The payload disks. */
    List<Candidate> payloads() {
        List<Candidate> payloads = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.verdict() == Candidate.Verdict.PAYLOAD) {
                payloads.add(candidate);
            }
        }
        return payloads;
    }

    /** The disks of which nobody can say that they are no payload disks. */
    List<Candidate> doubtful() {
        List<Candidate> doubtful = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (candidate.isDoubtful()) {
                doubtful.add(candidate);
            }
        }
        return doubtful;
    }

    /** Prints one line a disk; every name in it is safe to print. */
    void print(PrintStream out) {
        for (Candidate candidate : candidates) {
            Device device = candidate.device();
            String size = device.size() == Device.UNKNOWN_SIZE ? "" : " (" + device.size() + " bytes)";
            out.print(candidate + size + "\n");
        }
    }
}
