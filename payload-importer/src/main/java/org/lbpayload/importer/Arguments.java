// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.PayloadId;

/** What the command line asks for. */
final class Arguments {
    static final String HELP = "--help";
    static final String VERSION = "--version";
    static final String SCAN = "--scan";
    static final String LIST = "--list";
    static final String PROBE = "--probe";

    /** More workers than this only cost memory. */
    static final int MAX_THREADS = 64;

    /** The option that asks for something else than an import; null where none does. */
    private @Nullable String instead;

    private @Nullable String destination;
    private final List<String> devices = new ArrayList<>();
    private long offset;
    private final List<PayloadId> ids = new ArrayList<>();
    private boolean requireChecksums;
    private boolean spaceCheck = true;
    private boolean ifRequired;
    private @Nullable String config;
    private boolean quiet;
    private boolean json;
    private int threads;

    private Arguments() {}

    /** @throws ImportException where they cannot be understood */
    static Arguments parse(String[] words) throws ImportException {
        Arguments arguments = new Arguments();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.startsWith("-") && !word.equals(Disk.STANDARD_INPUT)) {
                i += arguments.option(word, i + 1 < words.length ? words[i + 1] : null);
            } else if (word.equals(Disk.STANDARD_INPUT)) {
                arguments.devices.add(word);
            } else if (arguments.destination == null) {
                arguments.destination = word;
            } else {
                throw ImportException.usage("one DEST expected, found also " + EntryName.printable(word));
            }
        }
        arguments.check();
        return arguments;
    }

    /** Takes one option; returns how many words behind it belong to it. */
    private int option(String option, @Nullable String value) throws ImportException {
        switch (option) {
            case "-h":
                ask(HELP);
                return 0;
            case HELP:
            case VERSION:
            case SCAN:
                ask(option);
                return 0;
            case LIST:
            case PROBE:
                ask(option);
                devices.add(required(option, value));
                return 1;
            case "--device":
                devices.add(required(option, value));
                return 1;
            case "--offset":
                offset = number(option, required(option, value), 0, Long.MAX_VALUE);
                return 1;
            case "--id":
                PayloadId id = id(required(option, value));
                if (!ids.contains(id)) {
                    ids.add(id);
                }
                return 1;
            case "--threads":
                threads = (int) number(option, required(option, value), 1, MAX_THREADS);
                return 1;
            case "--config":
                config = required(option, value);
                return 1;
            case "--require-checksums":
                requireChecksums = true;
                return 0;
            case "--no-space-check":
                spaceCheck = false;
                return 0;
            case "--if-required":
                ifRequired = true;
                return 0;
            case "--quiet":
                quiet = true;
                return 0;
            case "--json":
                json = true;
                return 0;
            default:
                throw ImportException.usage("there is no option " + EntryName.printable(option));
        }
    }

    /** Help and version go before all else; of the others, only one can be done. */
    private void ask(String option) throws ImportException {
        if (asksFor(HELP) || asksFor(VERSION)) {
            return;
        }
        if (instead != null && !asksFor(option) && !option.equals(HELP) && !option.equals(VERSION)) {
            throw ImportException.usage(instead + " and " + option + " exclude each other");
        }
        instead = option;
    }

    private static String required(String option, @Nullable String value) throws ImportException {
        if (value == null || value.isEmpty()) {
            throw ImportException.usage(option + " wants a value behind it");
        }
        return value;
    }

    private static long number(String option, String value, long min, long max) throws ImportException {
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw ImportException.usage(
                option + " wants a whole number from " + min + " to " + max + ", found " + EntryName.printable(value));
    }

    private static PayloadId id(String value) throws ImportException {
        PayloadId id = PayloadId.parse(value);
        if (id == null) {
            throw ImportException.usage(
                    "--id wants 64 hexadecimal digits in lower case, found " + EntryName.printable(value));
        }
        return id;
    }

    private void check() throws ImportException {
        if (asksFor(HELP) || asksFor(VERSION)) {
            return;
        }
        if (asksFor(SCAN) && (destination != null || !devices.isEmpty())) {
            throw ImportException.usage("--scan stands alone");
        }
        if ((asksFor(LIST) || asksFor(PROBE)) && (destination != null || devices.size() != 1)) {
            throw ImportException.usage("--list and --probe take one PATH and nothing else");
        }
        if (instead == null && (destination == null || destination.isEmpty())) {
            throw ImportException.usage("DEST is missing: the folder to import to");
        }
        if (devices.indexOf(Disk.STANDARD_INPUT) != devices.lastIndexOf(Disk.STANDARD_INPUT)) {
            throw ImportException.usage("standard input can be read once");
        }
        if (offset > 0 && devices.isEmpty()) {
            throw ImportException.usage("--offset needs a --device");
        }
        if (config != null && !ifRequired) {
            throw ImportException.usage("--config needs --if-required");
        }
        if (quiet && json) {
            throw ImportException.usage("--quiet and --json exclude each other");
        }
    }

    /**
     * Whether this is to be done instead of an import.
     *
     * @param option {@link #HELP}, {@link #VERSION}, {@link #SCAN}, {@link #LIST} or {@link #PROBE}
     */
    boolean asksFor(String option) {
        return option.equals(instead);
    }

    /** The folder to import to; of an import alone, which cannot do without. */
    String destination() {
        return Objects.requireNonNull(destination);
    }

    /** The disks that the command line names, in its order; empty where they are to be found. */
    List<Disk> disks() {
        List<Disk> disks = new ArrayList<>(devices.size());
        for (int i = 0; i < devices.size(); i++) {
            disks.add(new Disk(devices.get(i), offset, null));
        }
        return disks;
    }

    /** The payloads to admit, each once; empty where any may be. */
    List<PayloadId> ids() {
        return ids;
    }

    boolean requireChecksums() {
        return requireChecksums;
    }

    boolean spaceCheck() {
        return spaceCheck;
    }

    boolean ifRequired() {
        return ifRequired;
    }

    /** The bootstrap.cfg to look into; null for none. */
    @Nullable
    String config() {
        return config;
    }

    boolean quiet() {
        return quiet;
    }

    boolean json() {
        return json;
    }

    /** Workers to copy with; 0 where the importer may choose. */
    int threads() {
        return threads;
    }
}
