// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lbpayload.importer.report.ExitCode;

/** The probe results of all disks, in device order. Immutable. */
public final class ScanReport {
    private final List<ProbeResult> results;

    private ScanReport(List<ProbeResult> results) {
        this.results = Collections.unmodifiableList(results);
    }

    static ScanReport of(List<Device> devices, DiskProbe probe) {
        List<ProbeResult> results = new ArrayList<>(devices.size());
        for (Device device : devices) {
            results.add(probe.probe(device, 0));
        }
        return new ScanReport(results);
    }

    List<ProbeResult> results() {
        return results;
    }

    /** Returns the payload disks. */
    List<ProbeResult> payloads() {
        List<ProbeResult> payloads = new ArrayList<>();
        for (ProbeResult result : results) {
            if (result.isPayload()) {
                payloads.add(result);
            }
        }
        return payloads;
    }

    /** Returns the disks that may be payload disks, but are malformed or cannot be read. */
    List<ProbeResult> doubtful() {
        List<ProbeResult> doubtful = new ArrayList<>();
        for (ProbeResult result : results) {
            if (result.isDoubtful()) {
                doubtful.add(result);
            }
        }
        return doubtful;
    }

    /** Returns the exit code of {@code --scan}. */
    public ExitCode exitCode() {
        if (!payloads().isEmpty()) {
            return ExitCode.SUCCESS;
        }
        return doubtful().isEmpty() ? ExitCode.NO_PAYLOAD : ExitCode.FAILURE;
    }

    /** Prints one line per disk. */
    public void print(PrintStream out) {
        for (ProbeResult result : results) {
            Device device = result.device();
            String size = device.size() == Device.UNKNOWN_SIZE ? "" : " (" + device.size() + " bytes)";
            out.print(result + size + "\n");
        }
    }
}
