// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.PayloadId;
import org.lbpayload.format.PayloadImage;

/** A disk that was looked at, and what it turned out to be. Immutable. */
final class Candidate {
    /** What a disk turned out to be. */
    enum Verdict {
        /** Its whole index validates. */
        PAYLOAD("payload"),
        /** Not even an empty image fits. */
        TOO_SMALL("no payload, too small"),
        /** Something else is on it. */
        NO_MAGIC("no payload, no magic"),
        /** It begins as an image does and then is none. */
        MALFORMED("malformed"),
        /** An empty drive. */
        NO_MEDIUM("no medium"),
        /** A node in /dev for a device that this machine does not have. */
        NO_DEVICE("no device"),
        /** Nobody can say what is on it. */
        UNREADABLE("cannot be read");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        /** The verdict in words, as {@code --scan} prints it. */
        String label() {
            return label;
        }
    }

    private final Device device;
    private final Verdict verdict;
    private final String reason;
    private final @Nullable PayloadImage image;

    private Candidate(Device device, Verdict verdict, String reason, @Nullable PayloadImage image) {
        this.device = device;
        this.verdict = verdict;
        this.reason = reason;
        this.image = image;
    }

    static Candidate payload(Device device, PayloadImage image) {
        PayloadId id = image.payloadId();
        String reason = image.index().layout().label() + ", entries: "
                + image.index().entries().size() + ", bytes: " + image.length() + ", "
                + (id == null ? "no checksums" : "id " + id);
        return new Candidate(device, Verdict.PAYLOAD, reason, image);
    }

    static Candidate not(Device device, Verdict verdict, String reason) {
        return new Candidate(device, verdict, reason, null);
    }

    Device device() {
        return device;
    }

    Verdict verdict() {
        return verdict;
    }

    /** Why the verdict is what it is, safe to print; never null. */
    String reason() {
        return reason;
    }

    /** The image, or null where the verdict is not {@link Verdict#PAYLOAD}. */
    @Nullable
    PayloadImage image() {
        return image;
    }

    /**
     * Whether there may be a payload that could not be seen: a device that fails to be read, or an image that is
     * damaged. The import must then not say that there is none.
     */
    boolean isDoubtful() {
        return verdict == Verdict.UNREADABLE || verdict == Verdict.MALFORMED;
    }

    /** One line for people: node, verdict, reason; safe to print. */
    @Override
    public String toString() {
        return EntryName.printable(device.node().toString()) + ": " + verdict.label() + ": " + reason;
    }
}
