// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.lbpayload.format.Sha256;

/** Functions that return sample reports. */
final class Samples {
    private static final String[] PROJECTS = {
        "autoconf",
        "automake",
        "bash",
        "binutils",
        "bison",
        "bzip2",
        "coreutils",
        "curl",
        "diffutils",
        "e2fsprogs",
        "file",
        "findutils",
        "flex",
        "gawk",
        "gcc",
        "gettext",
        "glibc",
        "gmp",
        "grep",
        "grub",
        "guile",
        "gzip",
        "help2man",
        "kbd",
        "libtool",
        "linux",
        "m4",
        "make",
        "mpc",
        "mpfr",
        "musl",
        "openssl",
        "patch",
        "perl",
        "pkg-config",
        "python",
        "sed",
        "tar",
        "texinfo",
        "util-linux",
        "xz",
        "zlib"
    };
    private static final String[] EARLY = {"mes", "tcc", "nyacc", "live-bootstrap-seed", "fiwix", "lwext4", "make"};
    private static final int FILES = 304;

    private Samples() {}

    /** Returns a report with about the same number of files as live-bootstrap. */
    static PayloadReport bootstrap() {
        Random random = new Random(304);
        List<ReportFile> files = new ArrayList<>();
        for (int i = 0; i < EARLY.length; i++) {
            files.add(file(EARLY[i] + "-0." + (i + 20) + ".tar.gz", size(random) / 4 + 1000, ImageKind.EARLY));
        }
        for (int i = 0; files.size() < FILES; i++) {
            String version = (i / PROJECTS.length + 1) + "." + random.nextInt(30) + "." + random.nextInt(10);
            String ending = random.nextInt(3) == 0 ? ".tar.gz" : ".tar.xz";
            files.add(file(PROJECTS[i % PROJECTS.length] + "-" + version + ending, size(random), ImageKind.PAYLOAD));
        }
        return new PayloadReport("live-bootstrap", "u64", Optional.of(sha256("id")), files);
    }

    /** Returns a report whose names contain HTML markup. */
    static PayloadReport hostile() {
        List<ReportFile> files = List.of(
                file("<script>document.title='owned'</script>", 5000, ImageKind.PAYLOAD),
                file("\"><img src=x onerror=\"document.title='owned'\">", 4000, ImageKind.PAYLOAD),
                file("' onmouseover='document.title=1", 3000, ImageKind.PAYLOAD),
                file("</title></style></svg><h1>owned</h1>", 2000, ImageKind.PAYLOAD),
                file("{{title}}{{{script}}}", 1500, ImageKind.PAYLOAD),
                file("invoice\u202egpj.exe", 1000, ImageKind.PAYLOAD),
                file("line\u2028break\u0007bell", 900, ImageKind.PAYLOAD),
                file("שלום-1.0.tar", 800, ImageKind.PAYLOAD),
                file("漢字.tar", 700, ImageKind.PAYLOAD),
                file("\ud83d\udce6.tar", 600, ImageKind.PAYLOAD),
                file("no-bytes", 0, ImageKind.EARLY),
                new ReportFile(
                        "script-address",
                        500,
                        Optional.empty(),
                        List.of("javascript:document.title='owned'"),
                        ImageKind.EARLY),
                new ReportFile(
                        "broken-address",
                        500,
                        Optional.empty(),
                        List.of("https://mirror.example/\"onclick=\"x", "https://mirror.example/\u202ea"),
                        ImageKind.EARLY));
        return new PayloadReport("<b>&\u202e\"</b>", "u64", Optional.empty(), files);
    }

    static ReportFile file(String name, long size, ImageKind kind) {
        return new ReportFile(
                name,
                size,
                Optional.of(sha256(name)),
                List.of("https://mirror.example/distfiles/" + name.replaceAll("[^a-z0-9.-]", "_")),
                kind);
    }

    private static String sha256(String text) {
        return Sha256.hex(Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns a random size from 10 kB to more than 100 MB. Most sizes are small. */
    private static long size(Random random) {
        return (long) Math.pow(10, 4 + 4.1 * Math.pow(random.nextDouble(), 1.8));
    }
}
