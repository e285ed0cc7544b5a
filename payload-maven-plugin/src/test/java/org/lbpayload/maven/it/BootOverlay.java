// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files that the boot test adds to the initramfs, mainly the static busybox of the build machine and the kernel
 * modules of the disk drivers.
 */
public final class BootOverlay {
    /** The modules of the disk and file system drivers. A driver that is built into the kernel has no module file. */
    private static final List<String> MODULES = List.of(
            "ata_piix",
            "sd_mod",
            "virtio_pci",
            "virtio_blk",
            "virtio_scsi",
            "nvme",
            "xhci_pci",
            "usb_storage",
            "sdhci_pci",
            "mmc_block",
            "crc32c_generic",
            "ext4");

    private static final List<String> APPLETS =
            List.of("cat", "grep", "ls", "mknod", "modprobe", "mount", "poweroff", "sh", "sha256sum", "usleep", "wc");

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private final Path root;
    private final Path kernel;

    /**
     * @param root the directory to create
     * @param kernel the value of the property {@code boot.kernel}: the path {@code boot/vmlinuz-VERSION} of a kernel,
     *     next to {@code lib/modules/VERSION}
     */
    public BootOverlay(Path root, String kernel) {
        this.root = root;
        this.kernel = Path.of(kernel);
    }

    /** Returns the requirements of the boot test that this machine does not meet. */
    public List<String> missingRequirements() throws IOException {
        List<String> missingRequirements = new ArrayList<>();
        if (!Files.isRegularFile(kernel)) {
            missingRequirements.add("a kernel: set -Dboot.kernel=DIRECTORY/boot/vmlinuz-VERSION to a kernel of Debian's"
                    + " package linux-image-amd64, unpacked with dpkg-deb -x");
        } else if (!Files.isDirectory(modules())) {
            missingRequirements.add("the kernel's modules: " + modules() + " does not exist");
        }
        if (!Files.isExecutable(BUSYBOX) || !run("ldd", BUSYBOX.toString()).contains("not a dynamic executable")) {
            missingRequirements.add("a static " + BUSYBOX + ": Debian's package busybox-static");
        }
        require(missingRequirements, "qemu-system-x86_64", "qemu-system-x86");
        require(missingRequirements, "depmod", "kmod");
        require(missingRequirements, "mkfs.ext4", "e2fsprogs");
        require(missingRequirements, "losetup", "mount");
        if (!System.getProperty("user.name").equals("root")) {
            missingRequirements.add("root, for a loop device");
        }
        return missingRequirements;
    }

    private static void require(List<String> missingRequirements, String program, String debianPackage) {
        for (String directory : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return;
            }
        }
        missingRequirements.add(program + ": Debian's package " + debianPackage);
    }

    /**
     * Creates the directory.
     *
     * @param configuration the content of each file in {@code etc}, by file name
     */
    public void create(Map<String, String> configuration) throws IOException {
        for (String directory : List.of("bin", "etc", "proc", "sys", "tmp")) {
            Files.createDirectories(root.resolve(directory));
        }
        for (Map.Entry<String, String> file : configuration.entrySet()) {
            Files.writeString(root.resolve("etc").resolve(file.getKey()), file.getValue());
        }
        Files.copy(BUSYBOX, root.resolve("bin/busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String applet : APPLETS) {
            Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
        }
        copyModules();
    }

    private void copyModules() throws IOException {
        Map<String, Path> available = new TreeMap<>();
        try (Stream<Path> files = Files.walk(modules())) {
            files.filter(file -> file.toString().endsWith(".ko"))
                    .forEach(file -> available.put(moduleName(file), file));
        }
        Set<String> wanted = new TreeSet<>();
        List<String> loaded = new ArrayList<>();
        for (String module : MODULES) {
            if (available.containsKey(module)) {
                loaded.add(module + "\n");
                want(module, available, wanted);
            }
        }
        for (String module : wanted) {
            Path file = available.get(module);
            copy(file, installedModules().resolve(modules().relativize(file)));
        }
        for (String index : List.of("modules.order", "modules.builtin", "modules.builtin.modinfo")) {
            copy(modules().resolve(index), installedModules().resolve(index));
        }
        Files.writeString(root.resolve("etc/modules"), String.join("", loaded));
        run("depmod", "-b", root.toString(), version());
    }

    private static void want(String module, Map<String, Path> available, Set<String> wanted) throws IOException {
        if (wanted.add(module)) {
            String depends = run(
                            "modinfo", "-F", "depends", available.get(module).toString())
                    .strip();
            for (String dependency : depends.isEmpty() ? new String[0] : depends.split(",", -1)) {
                want(dependency.replace('-', '_'), available, wanted);
            }
        }
    }

    private static String moduleName(Path file) {
        return file.getFileName().toString().replace(".ko", "").replace('-', '_');
    }

    private Path modules() {
        return kernel.resolveSibling("../lib/modules").resolve(version()).normalize();
    }

    private Path installedModules() {
        return root.resolve("lib/modules").resolve(version());
    }

    private String version() {
        return kernel.getFileName().toString().replace("vmlinuz-", "");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Runs a program and returns its output. Ignores failures of ldd, because ldd fails for a static program. */
    public static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0 && !command[0].equals("ldd")) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
        return output;
    }
}
