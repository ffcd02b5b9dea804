package io.tillstream.agent.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.wire.CarriedHead;
import io.tillstream.replica.Replica;
import io.tillstream.replica.snapshot.BadSnapshot;
import io.tillstream.replica.snapshot.CarriedFile;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A database file that was carried here by hand. Used by one thread. */
public final class CarriedSnapshot implements Closeable {

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
  private static final int PIECE_BYTES = 256 * 1024;

  private final InputStream in;
  private final CarriedHead head;
  private final String signedWith;

  private CarriedSnapshot(InputStream in, CarriedHead head, String signedWith) {
    this.in = in;
    this.head = head;
    this.signedWith = signedWith;
  }

  /**
   * Opens a file and checks who made it, and that its beginning is as it was made.
   *
   * @throws BadSnapshot when it is no such file, or was changed
   */
  public static CarriedSnapshot open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), PIECE_BYTES);
    try {
      CarriedFile signed = CarriedFile.read(in);
      return new CarriedSnapshot(in, head(signed), signed.publicKey());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static CarriedHead head(CarriedFile signed) throws IOException {
    CarriedHead head;
    try {
      head = JSON.readValue(signed.head(), CarriedHead.class);
    } catch (JsonProcessingException e) {
      throw new BadSnapshot("the file is of a form that this program does not know");
    }
    if (head == null || head.store() == null || head.manifest() == null) {
      throw new BadSnapshot("the file is of a form that this program does not know");
    }
    if (head.manifest().fault().isPresent()) {
      throw new BadSnapshot("the file cannot be used: " + head.manifest().fault().get());
    }
    if (head.manifest().schema() > Replica.SCHEMA.version()) {
      throw new BadSnapshot(
          "the file was made by a newer version of the store: bring this program up to date");
    }
    return head;
  }

  /** What it says of itself. */
  public CarriedHead head() {
    return head;
  }

  /** By which key it is signed. */
  public String signedWith() {
    return signedWith;
  }

  /**
   * Puts the replica in it into the place of the one in a directory that no agent works in. The
   * former one stays until this one is whole.
   *
   * @param stream whose replica it becomes
   * @throws BadSnapshot when it is not what was signed, or ends too early
   */
  public void replaceReplica(DataDirectory directory, DocumentStream stream, Instant now)
      throws IOException {
    directory.discardSnapshot();
    try (ReceiveSnapshot receive = new ReceiveSnapshot(head.manifest(), directory, () -> false)) {
      byte[] piece = new byte[PIECE_BYTES];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        receive.piece(ByteBuffer.wrap(piece, 0, read));
      }
      if (!receive.isWhole()) {
        throw new BadSnapshot(
            "the file ends after %,d of %,d bytes of the snapshot: it was copied in part"
                .formatted(receive.held(), head.manifest().compressedSize()));
      }
      receive.finish();
    } catch (ReceiveSnapshot.ChangedChunk e) {
      throw new BadSnapshot("the file was changed or damaged since the store made it");
    }
    PrepareReplica.prepare(directory.comingRefDb(), head.manifest(), stream, now);
    directory.placeComingRefDb();
    directory.discardSnapshot();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
