// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.early;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lbpayload.maven.io.Printable;

/**
 * The content of live-bootstrap's {@code steps/bootstrap.cfg}: one shell assignment per line.
 *
 * <p>live-bootstrap's script-generator reads the file, kaem executes a copy of the lines, and bash sources the file.
 */
public final class BootstrapConfig {
    /** The name of the setting that makes the import step run. */
    public static final String PAYLOAD_REQUIRED = "PAYLOAD_REQUIRED";

    /** The name of the setting that selects the kernel-bootstrap mode. */
    public static final String KERNEL_BOOTSTRAP = "KERNEL_BOOTSTRAP";

    /** The default settings of the kernel-bootstrap mode, with the order and values of live-bootstrap's rootfs.py. */
    private static final String KERNEL_BOOTSTRAP_DEFAULTS = """
            ARCH=x86
            ARCH_DIR=x86
            FORCE_TIMESTAMPS=False
            CHROOT=False
            UPDATE_CHECKSUMS=False
            JOBS=2
            SWAP_SIZE=0
            FINAL_JOBS=2
            INTERNAL_CI=False
            INTERACTIVE=False
            QEMU=True
            BARE_METAL=False
            DISK=sda
            KERNEL_BOOTSTRAP=True
            BUILD_KERNELS=False
            CONFIGURATOR=False
            """;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PLAIN_VALUE = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");

    /** Matches a plain or quoted value without shell expansions, followed by an optional comment. */
    private static final Pattern ASSIGNED =
            Pattern.compile("([^\\s\"'$`\\\\;&|<>()#]*|'[^']*'|\"[^\"$`\\\\]*\")(?:\\s+#.*|\\s*)", Pattern.DOTALL);

    private static final Pattern UNQUOTABLE = Pattern.compile("[\\x00-\\x1f\\x7f\"$`\\\\]");
    private static final Pattern FIRST_DISK = Pattern.compile("([a-z]*da|nvme0n1|mmcblk0)(p?[0-9]+)?");

    // Stores each byte as one character, so that unchanged settings keep their bytes in any encoding.
    private final String text;

    private BootstrapConfig(String text) {
        this.text = text;
    }

    public static BootstrapConfig of(byte[] content) {
        return new BootstrapConfig(new String(content, StandardCharsets.ISO_8859_1));
    }

    public static BootstrapConfig empty() {
        return new BootstrapConfig("");
    }

    /**
     * Returns a copy of this configuration with all given settings.
     *
     * @throws EarlyException if {@link #with} rejects a setting
     */
    public BootstrapConfig withAll(Map<String, String> settings) throws EarlyException {
        BootstrapConfig config = this;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            config = config.with(setting.getKey(), setting.getValue() == null ? "" : setting.getValue());
        }
        return config;
    }

    /**
     * Returns a copy of this configuration with one setting changed. The new assignment replaces each line that assigns
     * the variable. If no line assigns the variable, the new assignment becomes the last line.
     *
     * @throws EarlyException if {@code name} is not a valid variable name, {@code value} cannot be quoted, or an
     *     existing assignment contains more than a value
     */
    public BootstrapConfig with(String name, String value) throws EarlyException {
        if (!NAME.matcher(name).matches()) {
            throw new EarlyException("<bootstrapSettings>: expected the name of a shell variable, found '" + name
                    + "': use letters, digits and underscores");
        }
        if (UNQUOTABLE.matcher(value).find()) {
            throw new EarlyException("<bootstrapSettings>: the value of " + name
                    + " must not contain control characters or any of \" $ ` \\ : remove them");
        }
        String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String line = name + "=" + (PLAIN_VALUE.matcher(value).matches() ? value : '"' + bytes + '"');
        if (value(name).isPresent()) {
            return new BootstrapConfig(assignment(name).matcher(text).replaceAll(Matcher.quoteReplacement(line)));
        }
        return new BootstrapConfig(withLastLineEnded(text) + line + "\n");
    }

    /**
     * Returns a pattern that matches each line that assigns a variable. The match includes a carriage return at the end
     * of the line, which kaem and bash treat as part of the value.
     */
    private static Pattern assignment(String name) {
        return Pattern.compile("^[ \\t]*(?:export[ \\t]+)?" + name + "=(.*)", Pattern.MULTILINE | Pattern.UNIX_LINES);
    }

    /**
     * Returns the value of a setting without quotes, or empty if no line assigns the setting. If several lines assign
     * the setting, the last value is returned.
     *
     * @throws EarlyException if a line that assigns the setting contains more than a value, such as another command
     */
    public Optional<String> value(String name) throws EarlyException {
        Matcher assignment = assignment(name).matcher(text);
        Optional<String> value = Optional.empty();
        while (assignment.find()) {
            value = Optional.of(parse(name, assignment.group(1)));
        }
        return value;
    }

    private static String parse(String name, String assigned) throws EarlyException {
        Matcher value = ASSIGNED.matcher(assigned);
        if (!value.matches()) {
            throw new EarlyException("bootstrap.cfg: expected a plain or quoted value without expansions, followed by"
                    + " at most a comment, found " + name + "=" + Printable.text(assigned)
                    + ": write the value only, and move any other command to a separate line");
        }
        return value.group(1).replaceAll("^['\"]|['\"]$", "");
    }

    /**
     * Returns whether {@code BARE_METAL} is {@code True}: the target is a real machine and not QEMU.
     *
     * @throws EarlyException if {@link #value} fails
     */
    public boolean isBareMetal() throws EarlyException {
        return value("BARE_METAL").equals(Optional.of("True"));
    }

    /**
     * Returns a copy of this configuration for the kernel-bootstrap mode. Missing settings get the defaults of the
     * mode.
     *
     * @throws EarlyException if a setting contradicts the mode, or if {@code DISK} could name the payload disk, because
     *     live-bootstrap partitions {@code DISK}
     */
    public BootstrapConfig forKernelBootstrap() throws EarlyException {
        BootstrapConfig config = this;
        for (String line : KERNEL_BOOTSTRAP_DEFAULTS.lines().toList()) {
            int equals = line.indexOf('=');
            String name = line.substring(0, equals);
            if (config.value(name).isEmpty()) {
                boolean qemuOnBareMetal = name.equals("QEMU") && isBareMetal();
                config = config.with(name, qemuOnBareMetal ? "False" : line.substring(equals + 1));
            }
        }
        config = config.with(KERNEL_BOOTSTRAP, "True");
        config.require("ARCH", "x86");
        config.require("CHROOT", "False");
        config.require("QEMU", config.isBareMetal() ? "False" : "True");
        String disk = config.value("DISK").orElse("");
        if (!FIRST_DISK.matcher(disk).matches()) {
            throw new EarlyException("DISK=" + disk + " in bootstrap.cfg may be the payload disk, and live-bootstrap"
                    + " partitions the disk that DISK names: set DISK to the first disk, such as sda");
        }
        return config;
    }

    private void require(String name, String expected) throws EarlyException {
        String found = value(name).orElse("");
        if (!found.equals(expected)) {
            throw new EarlyException(
                    "bootstrap.cfg: expected " + name + "=" + expected + " for the early image, found '" + found
                            + "': correct the line, or override the setting in <bootstrapSettings>");
        }
    }

    /**
     * Returns the content of the file. The last line ends with a line feed, because kaem ignores an unterminated line.
     */
    public byte[] bytes() {
        return withLastLineEnded(text).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String withLastLineEnded(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }
}
