// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer.disk;

import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.MalformedImageException;
import org.lbpayload.format.PayloadId;
import org.lbpayload.format.PayloadImage;
import org.lbpayload.importer.report.Plural;

/** The result of probing one disk. Immutable. */
public final class ProbeResult {
    enum Verdict {
        /** The disk starts with a valid image index. */
        PAYLOAD("payload: "),
        /** The disk is too small for an image. */
        TOO_SMALL("no payload, too small: "),
        /** The disk holds other data. */
        NO_MAGIC("no payload, no magic: "),
        /** The disk starts with the magic of an image, but the index or the checksum section is invalid. */
        MALFORMED(""),
        /** The drive is empty. */
        NO_MEDIUM("no medium: "),
        /** The node in /dev belongs to a device that this machine does not have. */
        NO_DEVICE("no device: "),
        /** The disk could not be read. */
        UNREADABLE("cannot be read: ");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }
    }

    private final Device device;
    private final Verdict verdict;
    private final String reason;
    private final @Nullable PayloadId payloadId;

    private ProbeResult(Device device, Verdict verdict, String reason, @Nullable PayloadId payloadId) {
        this.device = device;
        this.verdict = verdict;
        this.reason = reason;
        this.payloadId = payloadId;
    }

    static ProbeResult payload(Device device, PayloadImage image) {
        PayloadId id = image.payloadId();
        String reason = image.index().layout().label() + ", "
                + Plural.of(image.index().entries().size(), "file") + ", " + Plural.of(image.length(), "byte") + ", "
                + (id == null ? "no checksums" : "id " + id);
        return new ProbeResult(device, Verdict.PAYLOAD, reason, id);
    }

    static ProbeResult malformed(Device device, MalformedImageException e) {
        return new ProbeResult(device, Verdict.MALFORMED, String.valueOf(e.getMessage()), null);
    }

    static ProbeResult noPayload(Device device, Verdict verdict, String reason) {
        return new ProbeResult(device, verdict, reason, null);
    }

    Device device() {
        return device;
    }

    Verdict verdict() {
        return verdict;
    }

    /** Returns the printable reason for the verdict. */
    String reason() {
        return reason;
    }

    boolean isPayload() {
        return verdict == Verdict.PAYLOAD;
    }

    /** Returns the payload id, or null if the disk is not a payload disk or its image has no checksums. */
    @Nullable
    PayloadId payloadId() {
        return payloadId;
    }

    /** Returns whether the disk may be a payload disk that is malformed or cannot be read. */
    boolean isDoubtful() {
        return verdict == Verdict.UNREADABLE || verdict == Verdict.MALFORMED;
    }

    /** Returns the node, verdict and reason as a printable line. */
    @Override
    public String toString() {
        return EntryName.printable(device.node().toString()) + ": " + verdict.label + reason;
    }
}
