// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.importer;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Paths;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lbpayload.format.EntryName;
import org.lbpayload.importer.disk.DiskSearch;
import org.lbpayload.importer.disk.ImageLocation;
import org.lbpayload.importer.disk.OpenImage;
import org.lbpayload.importer.disk.ScanReport;
import org.lbpayload.importer.disk.StandardInput;
import org.lbpayload.importer.report.ExitCode;
import org.lbpayload.importer.report.ImportException;
import org.lbpayload.importer.report.JsonReport;
import org.lbpayload.importer.report.Reason;
import org.lbpayload.importer.report.Report;
import org.lbpayload.importer.report.TerminalLine;
import org.lbpayload.importer.report.TextReport;

/** The command {@code payload-import}, which imports the files of payload disks to a directory. */
public final class Main {
    private final InputStream in;
    private final PrintStream out;
    private final Map<String, String> environment;

    private Main(InputStream in, PrintStream out, Map<String, String> environment) {
        this.in = in;
        this.out = out;
        this.environment = environment;
    }

    public static void main(String[] args) throws UnsupportedEncodingException {
        // The output is UTF-8 in every locale, like the names in an image.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, "UTF-8");
        InputStream in = new FileInputStream(FileDescriptor.in);
        System.exit(run(args, in, out, err, isTerminal() ? new TerminalLine(out) : null, System.getenv()));
    }

    /**
     * Runs the command and returns its exit code.
     *
     * @param terminal the progress line, or null if {@code out} is not a terminal
     */
    static int run(
            String[] args,
            InputStream in,
            PrintStream out,
            PrintStream err,
            @Nullable TerminalLine terminal,
            Map<String, String> environment) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (ImportException e) {
            err.println("payload-import: " + e.getMessage());
            err.print(Usage.TEXT);
            return e.exitCode().value();
        }
        Report report =
                arguments.json() ? new JsonReport(out, err) : new TextReport(out, err, arguments.quiet(), terminal);
        ExitCode exitCode;
        try {
            exitCode = new Main(in, out, environment).run(arguments, report);
        } catch (Throwable e) {
            exitCode = e instanceof ImportException ? ((ImportException) e).exitCode() : ExitCode.FAILURE;
            report.error(message(e), exitCode);
        }
        return exitCode.value();
    }

    private static String message(Throwable e) {
        if (e instanceof ImportException) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof InvalidPathException) {
            InvalidPathException path = (InvalidPathException) e;
            return "invalid path " + EntryName.printable(path.getInput()) + ": " + path.getReason();
        }
        return e instanceof OutOfMemoryError ? message((OutOfMemoryError) e) : Reason.ofUnexpected(e);
    }

    /**
     * Returns a message for a full heap or for a thread that cannot be started. Only the text of the error
     * distinguishes these failures.
     */
    static String message(OutOfMemoryError e) {
        String message = e.getMessage();
        return message != null && message.contains("thread")
                ? "the system cannot start more threads: lower --threads, or raise the process limit"
                : "not enough heap for this image: run java with a larger -Xmx";
    }

    private ExitCode run(Arguments arguments, Report report) throws ImportException {
        ExitCode exitCode = ExitCode.SUCCESS;
        Command command = arguments.command();
        if (command == Command.IMPORT) {
            if (!arguments.ifRequired() || BootstrapConfig.requiresPayload(environment, arguments.config())) {
                new Import(arguments, report).run(in);
            } else {
                report.nothingToDo(arguments.destination(), "PAYLOAD_REQUIRED is not True");
            }
            return exitCode; // an import succeeds even if the output cannot be printed
        } else if (command == Command.HELP) {
            out.print(Usage.TEXT);
        } else if (command == Command.VERSION) {
            out.println("payload-import " + Main.class.getPackage().getImplementationVersion());
        } else if (command == Command.PROBE) {
            exitCode = hasMagic(arguments.images().get(0)) ? ExitCode.SUCCESS : ExitCode.FAILURE;
        } else if (command == Command.LIST) {
            list(arguments.images().get(0));
        } else {
            exitCode = scan(arguments);
        }
        if (out.checkError()) {
            throw new ImportException("cannot write to standard output");
        }
        return exitCode;
    }

    /**
     * Returns whether standard output is a terminal. System.console() is not sufficient, because the result also
     * depends on standard input, and some versions of Java always return a console.
     */
    private static boolean isTerminal() {
        try {
            String file = Files.readSymbolicLink(Paths.get("/proc/self/fd/1")).toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.startsWith("/dev/console");
        } catch (IOException e) {
            return false; // without /proc, progress is printed on ordinary lines
        }
    }

    private ExitCode scan(Arguments arguments) throws ImportException {
        DiskSearch search = DiskSearch.ofSystem();
        search.await(arguments.waitSeconds(), arguments.images(), arguments.ids());
        ScanReport scan = search.scan();
        scan.print(out);
        return scan.exitCode();
    }

    private boolean hasMagic(ImageLocation location) throws ImportException {
        return location.isStandardInput()
                ? new StandardInput(in).hasMagic(location)
                : DiskSearch.ofSystem().hasMagic(location);
    }

    private void list(ImageLocation location) throws ImportException {
        try (OpenImage image = location.isStandardInput()
                ? new StandardInput(in).open(location)
                : DiskSearch.ofSystem().open(location)) {
            Listing.print(image, out);
        }
    }
}
