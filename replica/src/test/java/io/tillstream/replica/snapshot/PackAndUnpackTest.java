package io.tillstream.replica.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.wire.SnapshotManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackAndUnpackTest {

  private static final int MIB = 1024 * 1024;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 4096, 256 * 1024, 256 * 1024 + 1, 3 * MIB, 9 * MIB + 17})
  void whatWasPackedIsUnpackedAsItWas(int size) throws IOException {
    // Half of it repeats itself, so that chunks and blocks of the two sides never coincide.
    byte[] database = bytes(size);
    SnapshotManifest manifest = packed(database);

    assertThat(manifest.fault()).isEmpty();
    unpack(manifest, chunks(manifest));

    assertThat(Files.readAllBytes(folder.resolve("unpacked"))).isEqualTo(database);
  }

  @Test
  void aDatabaseOfZerosUnfoldsFarBeyondItsChunk() throws IOException {
    SnapshotManifest manifest = packed(new byte[40 * MIB]);

    unpack(manifest, chunks(manifest));

    assertThat(folder.resolve("unpacked")).hasSize(40L * MIB);
  }

  @Test
  void aChangedChunkIsNotTakenAndTheRightOneStillIs() throws IOException {
    SnapshotManifest manifest = packed(bytes(9 * MIB));
    List<byte[]> chunks = chunks(manifest);
    byte[] changed = chunks.get(1).clone();
    changed[changed.length / 2] ^= 1;

    try (UnpackSnapshot unpack = new UnpackSnapshot(manifest, folder.resolve("unpacked"))) {
      assertThat(unpack.take(direct(chunks.get(0)))).isTrue();
      assertThat(unpack.take(direct(changed))).isFalse();
      assertThat(unpack.take(direct(chunks.get(0)))).as("of another place").isFalse();
      assertThat(unpack.next()).isEqualTo(1);
      for (byte[] chunk : chunks.subList(1, chunks.size())) {
        assertThat(unpack.take(direct(chunk))).isTrue();
      }
      unpack.finish();
    }
  }

  @Test
  void aManifestThatPromisesAnotherDatabaseIsFoundOut() throws IOException {
    SnapshotManifest honest = packed(bytes(3 * MIB));
    List<byte[]> chunks = chunks(honest);

    assertThatThrownBy(() -> unpack(changed(honest, honest.size(), Hash.START), chunks))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageContaining("not the one");
    assertThatThrownBy(() -> unpack(changed(honest, 5, honest.sha256()), chunks))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageContaining("larger than 5");
    assertThatThrownBy(() -> unpack(changed(honest, 4 * MIB, honest.sha256()), chunks))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageContaining("ends after");
  }

  @Test
  void whatIsNoFrameAtAllIsFoundOutThoughItsChunksAreRight() throws IOException {
    byte[] noise = new byte[1000];
    new Random(7).nextBytes(noise);
    SnapshotManifest manifest =
        new SnapshotManifest(
            3,
            "log",
            1,
            2,
            1000,
            hash(noise),
            "zstd",
            1000,
            hash(noise),
            1000,
            List.of(hash(noise)));

    assertThatThrownBy(() -> unpack(manifest, List.of(noise))).isInstanceOf(BadSnapshot.class);
  }

  @Test
  void aPartIsNoDatabase() throws IOException {
    SnapshotManifest manifest = packed(bytes(9 * MIB));

    assertThatThrownBy(() -> unpack(manifest, chunks(manifest).subList(0, 1)))
        .isInstanceOf(BadSnapshot.class)
        .hasMessageContaining("ends after");
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(42).nextBytes(bytes);
    System.arraycopy(bytes, 0, bytes, size / 2, size - size / 2 - size % 2);
    for (int i = 0; i < size; i += 3) {
      bytes[i] = 0;
    }
    return bytes;
  }

  private SnapshotManifest packed(byte[] database) throws IOException {
    Path plain = folder.resolve("plain");
    Files.write(plain, database);
    return PackSnapshot.pack(plain, folder.resolve("packed")).manifest(new Cursor("log", 1), 2);
  }

  private List<byte[]> chunks(SnapshotManifest manifest) throws IOException {
    byte[] all = Files.readAllBytes(folder.resolve("packed"));
    assertThat(all).hasSize((int) manifest.compressedSize());
    assertThat(hash(all)).isEqualTo(manifest.compressedSha256());
    List<byte[]> chunks = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(all);
    for (int i = 0; i < manifest.chunks().size(); i++) {
      byte[] chunk = new byte[manifest.lengthOf(i)];
      rest.get(chunk);
      chunks.add(chunk);
    }
    return chunks;
  }

  private void unpack(SnapshotManifest manifest, List<byte[]> chunks) throws IOException {
    try (UnpackSnapshot unpack = new UnpackSnapshot(manifest, folder.resolve("unpacked"))) {
      for (byte[] chunk : chunks) {
        assertThat(unpack.take(direct(chunk))).isTrue();
      }
      unpack.finish();
    }
  }

  private static SnapshotManifest changed(SnapshotManifest manifest, long size, Hash sha256) {
    return new SnapshotManifest(
        manifest.protocol(),
        manifest.incarnation(),
        manifest.seq(),
        manifest.schema(),
        size,
        sha256,
        manifest.compression(),
        manifest.compressedSize(),
        manifest.compressedSha256(),
        manifest.chunkBytes(),
        manifest.chunks());
  }

  private static Hash hash(byte[] bytes) {
    return new Sha256().add(ByteBuffer.wrap(bytes)).end();
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
