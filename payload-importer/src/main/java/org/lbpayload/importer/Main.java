// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.format.PayloadImage;

/** {@code payload-import}: imports the files of payload disks to a folder. */
public final class Main {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int NO_PAYLOAD = 2;

    private Main() {}

    /** Runs the command and ends the Java machine with its exit code; {@code --help} says what there is. */
    public static void main(String[] args) throws UnsupportedEncodingException {
        // Names are UTF-8, whatever the locale says.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, "UTF-8");
        InputStream in = new FileInputStream(FileDescriptor.in);
        System.exit(run(args, in, out, err, isTerminal() ? new TerminalLine(out) : null, null));
    }

    /**
     * The whole command as a function.
     *
     * @param terminal null where {@code out} is no terminal
     * @param environment for {@code --if-required} alone; null for that of the process, which takes time to read
     * @return the exit code
     */
    static int run(
            String[] args,
            InputStream in,
            PrintStream out,
            PrintStream err,
            @Nullable TerminalLine terminal,
            @Nullable Map<String, String> environment) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (ImportException e) {
            err.println("payload-import: " + e.getMessage());
            err.print(Usage.text());
            return e.exitCode();
        }
        Report report =
                arguments.json() ? JsonReport.to(out, err) : new TextReport(out, err, arguments.quiet(), terminal);
        try {
            return run(arguments, in, out, environment, report);
        } catch (ImportException e) {
            report.error(e.getMessage(), e.exitCode());
            return e.exitCode();
        } catch (InvalidPathException e) {
            report.error("cannot use the path " + EntryName.printable(e.getInput()) + ": " + e.getReason(), FAILED);
            return FAILED;
        } catch (OutOfMemoryError e) {
            report.error(outOf(e), FAILED);
            return FAILED;
        }
    }

    /**
     * Java reports a thread that cannot be started as it does a heap that is full, and tells them apart by its text
     * alone.
     */
    static String outOf(OutOfMemoryError e) {
        String message = e.getMessage();
        return message != null && message.contains("thread")
                ? "the system starts no more threads: run with a lower --threads, or raise the limit of processes"
                : "the memory is not enough for this image: run java with a larger -Xmx";
    }

    private static int run(
            Arguments arguments,
            InputStream in,
            PrintStream out,
            @Nullable Map<String, String> environment,
            Report report)
            throws ImportException {
        int exitCode = DONE;
        if (arguments.asksFor(Arguments.HELP)) {
            out.print(Usage.text());
        } else if (arguments.asksFor(Arguments.VERSION)) {
            out.println("payload-import " + Main.class.getPackage().getImplementationVersion());
        } else if (arguments.asksFor(Arguments.PROBE)) {
            exitCode = hasMagic(arguments.disks().get(0), in) ? DONE : FAILED;
        } else if (arguments.asksFor(Arguments.LIST)) {
            list(arguments.disks().get(0), in, out);
        } else if (arguments.asksFor(Arguments.SCAN)) {
            exitCode = scan(out);
        } else {
            if (!arguments.ifRequired() || requiresPayload(environment, arguments.config())) {
                ClassesAhead.load();
                new Import(arguments, report).run(in);
            }
            return DONE; // what an import has to say is worth less than what it does
        }
        if (out.checkError()) {
            throw new ImportException("cannot write to standard output");
        }
        return exitCode;
    }

    /**
     * Whether standard output is a terminal. System.console() would not do: it also wants a terminal to read from, and
     * some Java versions have a console where there is no terminal at all.
     */
    private static boolean isTerminal() {
        try {
            String file = Files.readSymbolicLink(Paths.get("/proc/self/fd/1")).toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.startsWith("/dev/console");
        } catch (IOException e) {
            return false; // no /proc: lines can always be read
        }
    }

    private static boolean requiresPayload(@Nullable Map<String, String> environment, @Nullable String config)
            throws ImportException {
        return BootstrapConfig.requiresPayload(environment == null ? System.getenv() : environment, config);
    }

    private static int scan(PrintStream out) throws ImportException {
        ScanReport scan = DiskSearch.ofSystem().scan();
        scan.print(out);
        if (!scan.payloads().isEmpty()) {
            return DONE;
        }
        return scan.doubtful().isEmpty() ? NO_PAYLOAD : FAILED;
    }

    private static boolean hasMagic(Disk disk, InputStream in) throws ImportException {
        try (FileChannel channel = channel(disk, in)) {
            return PayloadImage.hasMagic(channel, StandardInput.start(disk, channel));
        } catch (IOException e) {
            throw new ImportException("cannot read " + Source.printable(disk), e);
        }
    }

    private static void list(Disk disk, InputStream in, PrintStream out) throws ImportException {
        FileChannel channel = channel(disk, in);
        try (Source source = Source.read(disk, channel, StandardInput.start(disk, channel))) {
            Listing.print(source, out);
        }
    }

    private static FileChannel channel(Disk disk, InputStream in) throws ImportException {
        if (!disk.path().equals(Disk.STANDARD_INPUT)) {
            Path path = Paths.get(disk.path());
            if (!Files.isRegularFile(path)) {
                DiskSearch.checkMayBeOpened(path, new DeviceNodes());
            }
            return Source.channel(disk);
        }
        FileChannel channel = StandardInput.seekable(in);
        if (channel == null) {
            throw new ImportException("standard input is a stream: give a file or a disk");
        }
        return channel;
    }
}
