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
 * The files that the boot test adds to the initramfs: busybox and the kernel's modules for disks. They come from this
 * machine. Nothing is installed.
 */
public final class BootOverlay {
    /** The modules for disks on all buses. Modules that are built into the kernel have no file. */
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
     * @param kernel the value of the property {@code boot.kernel}: a kernel in a directory {@code boot}, which has the
     *     sibling directory {@code lib/modules}
     */
    public BootOverlay(Path root, String kernel) {
        this.root = root;
        this.kernel = Path.of(kernel);
    }

    /** Returns what this machine lacks for the test, one item on each line, or an empty list. */
    public List<String> lacking() throws IOException {
        List<String> lacking = new ArrayList<>();
        if (!Files.isRegularFile(kernel)) {
            lacking.add("a kernel: set -Dboot.kernel=FOLDER/boot/vmlinuz-VERSION, where FOLDER is Debian's"
                    + " linux-image-amd64 unpacked by dpkg-deb -x");
        } else if (!Files.isDirectory(modules())) {
            lacking.add("the kernel's modules: " + modules() + " is not there");
        }
        if (!Files.isExecutable(BUSYBOX) || !run("ldd", BUSYBOX.toString()).contains("not a dynamic executable")) {
            lacking.add("a static " + BUSYBOX + ": Debian's package busybox-static");
        }
        require(lacking, "qemu-system-x86_64", "qemu-system-x86");
        require(lacking, "depmod", "kmod");
        require(lacking, "mkfs.ext4", "e2fsprogs");
        require(lacking, "losetup", "mount");
        if (!System.getProperty("user.name").equals("root")) {
            lacking.add("root, for a loop device");
        }
        return lacking;
    }

    private static void require(List<String> lacking, String program, String debianPackage) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return;
            }
        }
        lacking.add(program + ": Debian's package " + debianPackage);
    }

    /**
     * Creates the directory.
     *
     * @param configuration the contents of the files in {@code etc}, by name
     */
    public void lay(Map<String, String> configuration) throws IOException {
        for (String folder : List.of("bin", "etc", "proc", "sys", "tmp")) {
            Files.createDirectories(root.resolve(folder));
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

    /** Runs a program and returns its output. Only ldd may fail, because it does so if there is nothing to list. */
    public static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0 && !command[0].equals("ldd")) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
        return output;
    }
}
