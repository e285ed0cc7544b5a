// SPDX-License-Identifier: Apache-2.0
package org.lbpayload.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreemapPictureTest {
    @Test
    void showsNameSizeAndShareInTooltip() {
        List<ReportFile> files = List.of(
                Samples.file("large.tar", 3072, ImageKind.PAYLOAD), Samples.file("small.tar", 1024, ImageKind.EARLY));
        List<TreemapPicture.Cell> cells = TreemapPicture.of(files, 400, 200).cells();
        assertThat(cells)
                .extracting(TreemapPicture.Cell::tooltip)
                .containsExactly("large.tar: 3.0 KiB, 75.0 %, payload", "small.tar: 1.0 KiB, 25.0 %, early");
        assertThat(cells).extracting(TreemapPicture.Cell::row).containsExactly("file-0", "file-1");
        assertThat(cells).extracting(TreemapPicture.Cell::label).containsExactly("large.tar", "small.tar");
    }

    @Test
    void shortensLabelThatDoesNotFit() {
        List<ReportFile> files = List.of(Samples.file("a-rather-long-name.tar", 1, ImageKind.PAYLOAD));
        assertThat(TreemapPicture.of(files, 100, 100).cells().get(0).label()).isEqualTo("a-rather-lon…");
        assertThat(TreemapPicture.of(files, 100, 18).cells().get(0).label()).isEmpty();
        assertThat(TreemapPicture.of(files, 40, 100).cells().get(0).label()).isEmpty();
    }

    @Test
    void groupsSmallestOfManyFiles() {
        List<ReportFile> files = IntStream.range(0, 1000)
                .mapToObj(i -> Samples.file("file" + i, 10_000 - i, ImageKind.PAYLOAD))
                .toList();
        List<TreemapPicture.Cell> cells = TreemapPicture.of(files, 1000, 500).cells();
        assertThat(cells).hasSize(300);
        assertThat(cells.get(0).tooltip()).startsWith("701 smaller files: ");
        assertThat(cells.get(0).row()).isEmpty();
    }
}
