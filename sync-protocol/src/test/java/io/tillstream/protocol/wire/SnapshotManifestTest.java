package io.tillstream.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.Hash;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotManifestTest {

  @Test
  void aManifestThatHoldsTogetherHasNoFault() {
    assertThat(manifest("log", 10, 10, 4, 3).fault()).isEmpty();
    assertThat(manifest("log", 10, 12, 4, 3).fault()).isEmpty();
    assertThat(manifest("log", 10, 12, 4, 3).lengthOf(2)).isEqualTo(4);
    assertThat(manifest("log", 10, 10, 4, 3).lengthOf(2)).isEqualTo(2);
  }

  @Test
  void whatNobodyCouldFetchByIsSaid() {
    assertThat(manifest(null, 10, 10, 4, 3).fault()).isPresent();
    assertThat(manifest("log", 0, 10, 4, 3).fault()).isPresent();
    assertThat(manifest("log", 10, SnapshotManifest.SIZE_MAX + 1, 4, 3).fault()).isPresent();
    assertThat(manifest("log", 10, 10, 0, 3).fault()).isPresent();
    assertThat(manifest("log", 10, 10, SnapshotManifest.CHUNK_BYTES + 1, 1).fault()).isPresent();
    assertThat(manifest("log", 10, 10, 4, 2).fault()).isPresent();
    SnapshotManifest holed =
        new SnapshotManifest(
            3, "log", 1, 2, 10, Hash.START, "zstd", 4, Hash.START, 4, Arrays.asList((Hash) null));
    assertThat(holed.fault()).isPresent();
  }

  private static SnapshotManifest manifest(
      String incarnation, long size, long compressedSize, int chunkBytes, int chunks) {
    return new SnapshotManifest(
        3,
        incarnation,
        1,
        2,
        size,
        Hash.START,
        "zstd",
        compressedSize,
        Hash.START,
        chunkBytes,
        List.copyOf(Collections.nCopies(chunks, Hash.START)));
  }
}
