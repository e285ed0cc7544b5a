// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.PayloadId;
import org.lbpayload.importer.disk.ImageLocation;
import org.lbpayload.importer.report.ImportException;

/** The parsed command line. */
final class Arguments {
    /** The maximum number of threads. More threads need more memory, but are not faster. */
    static final int MAX_THREADS = 64;

    private static final int MAX_WAIT_SECONDS = 24 * 60 * 60;

    private Command command = Command.IMPORT;
    private final List<String> options = new ArrayList<>();
    private @Nullable String destination;
    private final List<String> paths = new ArrayList<>();
    private long offset;
    private final List<PayloadId> ids = new ArrayList<>();
    private boolean requireChecksums;
    private boolean spaceCheck = true;
    private boolean ifRequired;
    private @Nullable String config;
    private int waitSeconds;
    private boolean quiet;
    private boolean json;
    private int threads;

    private Arguments() {}

    /**
     * Parses the command line.
     *
     * @throws ImportException if the command line is invalid
     */
    static Arguments parse(String[] words) throws ImportException {
        Arguments arguments = new Arguments();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.equals(ImageLocation.STANDARD_INPUT)) {
                arguments.paths.add(word);
            } else if (word.startsWith("-")) {
                i += arguments.option(word, i + 1 < words.length ? words[i + 1] : null);
            } else if (arguments.destination == null) {
                arguments.destination = word;
            } else {
                throw ImportException.usage("expected one DEST, also found " + EntryName.printable(word));
            }
        }
        arguments.check();
        return arguments;
    }

    /** Parses one option and returns the number of following arguments that it consumes. */
    private int option(String option, @Nullable String value) throws ImportException {
        options.add(option);
        switch (option) {
            case "-h":
                select(Command.HELP);
                return 0;
            case "--help":
                select(Command.HELP);
                return 0;
            case "--version":
                select(Command.VERSION);
                return 0;
            case "--scan":
                select(Command.SCAN);
                return 0;
            case "--list":
                select(Command.LIST);
                paths.add(required(option, value));
                return 1;
            case "--probe":
                select(Command.PROBE);
                paths.add(required(option, value));
                return 1;
            case "--device":
                paths.add(required(option, value));
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
            case "--wait":
                waitSeconds = (int) number(option, required(option, value), 0, MAX_WAIT_SECONDS);
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
                throw ImportException.usage("unknown option " + EntryName.printable(option));
        }
    }

    private void select(Command selected) throws ImportException {
        if (command.isInformation()) {
            return;
        }
        if (command != Command.IMPORT && command != selected && !selected.isInformation()) {
            throw ImportException.usage(command.option() + " and " + selected.option() + " are mutually exclusive");
        }
        command = selected;
    }

    private static String required(String option, @Nullable String value) throws ImportException {
        if (value == null || value.isEmpty()) {
            throw ImportException.usage(option + " requires a value");
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
            // Reported below.
        }
        throw ImportException.usage(
                option + " requires an integer from " + min + " to " + max + ", found " + EntryName.printable(value));
    }

    private static PayloadId id(String value) throws ImportException {
        PayloadId id = PayloadId.parse(value);
        if (id == null) {
            throw ImportException.usage(
                    "--id requires 64 lowercase hexadecimal digits, found " + EntryName.printable(value));
        }
        return id;
    }

    private void check() throws ImportException {
        if (command.isInformation()) {
            return;
        }
        if (command == Command.SCAN && (destination != null || !paths.isEmpty())) {
            throw ImportException.usage("--scan takes no other arguments");
        }
        if ((command == Command.LIST || command == Command.PROBE) && (destination != null || paths.size() != 1)) {
            throw ImportException.usage("--list and --probe take exactly one PATH");
        }
        if (command == Command.IMPORT && (destination == null || destination.isEmpty())) {
            throw ImportException.usage("DEST is missing: name the directory to import to");
        }
        if (paths.indexOf(ImageLocation.STANDARD_INPUT) != paths.lastIndexOf(ImageLocation.STANDARD_INPUT)) {
            throw ImportException.usage("standard input can be read only once");
        }
        if (offset > 0 && paths.isEmpty()) {
            throw ImportException.usage("--offset requires --device");
        }
        if (config != null && !ifRequired) {
            throw ImportException.usage("--config requires --if-required");
        }
        if (quiet && json) {
            throw ImportException.usage("--quiet and --json are mutually exclusive");
        }
        for (String option : options) {
            if (!command.uses(option)) {
                throw ImportException.usage(option + " and " + command.option() + " are mutually exclusive");
            }
        }
        if (waitSeconds > 0 && paths.contains(ImageLocation.STANDARD_INPUT)) {
            throw ImportException.usage("--wait cannot wait for standard input: omit --wait, or name a disk");
        }
    }

    Command command() {
        return command;
    }

    /** Returns the directory to import to. Call this method only for the import command. */
    String destination() {
        return Objects.requireNonNull(destination);
    }

    /** Returns the images in the order of the command line, or an empty list if the importer must search for disks. */
    List<ImageLocation> images() {
        List<ImageLocation> images = new ArrayList<>(paths.size());
        for (String path : paths) {
            images.add(new ImageLocation(path, offset));
        }
        return images;
    }

    /** Returns the distinct payload ids to import, or an empty list if any payload is accepted. */
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

    /** Returns the path of bootstrap.cfg, or null if the user did not specify a path. */
    @Nullable
    String config() {
        return config;
    }

    int waitSeconds() {
        return waitSeconds;
    }

    boolean quiet() {
        return quiet;
    }

    boolean json() {
        return json;
    }

    /** Returns the number of threads, or 0 if the user did not specify a number. */
    int threads() {
        return threads;
    }
}
