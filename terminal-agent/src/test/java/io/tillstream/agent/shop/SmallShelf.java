package io.tillstream.agent.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.SnapshotManifest;
import io.tillstream.replica.Replica;
import io.tillstream.replica.database.SqliteFile;
import io.tillstream.replica.snapshot.PackSnapshot;
import io.tillstream.replica.snapshot.Packed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** Where the small store keeps its snapshot, and what may happen to it on its way. */
public final class SmallShelf {

  /** Short, so that a small file has many. */
  public static final int CHUNK_BYTES = 512;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> ranges = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private SnapshotManifest manifest;
  private byte[] file;
  private UnaryOperator<SnapshotManifest> told = UnaryOperator.identity();
  private long cutAfter = Long.MAX_VALUE;
  private long standsStillAfter = Long.MAX_VALUE;
  private int changedAt = -1;
  private int changedTimes;
  private boolean forgetsRanges;
  private String tag;
  private int busyTimes;
  private boolean waitedFor;
  private boolean failing;

  /** Makes a snapshot of what the books are now. */
  synchronized void fill(ShopBooks books) {
    try {
      Path folder = Files.createTempDirectory("shelf");
      Path copy = folder.resolve("copy.db");
      ChangePage all = books.page(0, Integer.MAX_VALUE);
      try (SqliteFile ref =
          SqliteFile.open(
              folder.resolve("ref.db"), Replica.SCHEMA, SqliteFile.Durability.SOUND_FILE, 1)) {
        Replica replica = new Replica(ref);
        replica.stage(all);
        replica.stageDocumentsInside(
            Map.of(
                new DocumentStream(new StoreId("S1"), new TerminalId("T1"), books.epoch()),
                all.applied(),
                new DocumentStream(new StoreId("S1"), new TerminalId("T9"), 1),
                1234L));
        replica.commitAt(all, all.serverTime());
        replica.copyTo(copy);
      }
      Path packed = folder.resolve("packed");
      Packed pack = PackSnapshot.pack(copy, packed);
      file = Files.readAllBytes(packed);
      manifest =
          inShortChunks(
              pack.manifest(new Cursor(all.incarnation(), all.to()), Replica.SCHEMA.version()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The compressed file itself. */
  synchronized byte[] file() {
    return file.clone();
  }

  /** What terminals are told of it. */
  public synchronized SnapshotManifest manifest() {
    return told.apply(manifest);
  }

  /** Tells them something else. */
  public synchronized void tells(UnaryOperator<SnapshotManifest> change) {
    told = change;
  }

  /** The line breaks after so many bytes of a transfer. */
  public synchronized void cutsAfter(long bytes) {
    cutAfter = bytes;
  }

  /** The line dies without a word after so many bytes of a transfer. */
  public synchronized void standsStillAfter(long bytes) {
    standsStillAfter = bytes;
  }

  /** A byte is another one, in so many transfers. */
  public synchronized void changes(int offset, int times) {
    changedAt = offset;
    changedTimes = times;
  }

  /** Sends the whole file whatever is asked for. */
  public synchronized void forgetsRanges() {
    forgetsRanges = true;
  }

  /** Says that it is another file. */
  public synchronized void tags(String other) {
    tag = other;
  }

  /** Has no place for so many requests. */
  public synchronized void isBusy(int times) {
    busyTimes = times;
  }

  /** The snapshot is being made for as long as the test wants. */
  public synchronized void isWaitedFor() {
    waitedFor = true;
  }

  /** No snapshot can be made. */
  public synchronized void fails() {
    failing = true;
  }

  /** The snapshot is not kept any more. */
  public synchronized void isEmptied() {
    manifest = null;
  }

  /** Everything is as it should be again. */
  public synchronized void heals() {
    cutAfter = Long.MAX_VALUE;
    standsStillAfter = Long.MAX_VALUE;
    changedTimes = 0;
    tag = null;
    forgetsRanges = false;
    busyTimes = 0;
    waitedFor = false;
    failing = false;
    told = UnaryOperator.identity();
  }

  /** What was asked for of the file, in order. */
  public synchronized List<String> ranges() {
    return List.copyOf(ranges);
  }

  void close() {
    closing.countDown();
  }

  /** Answers; false when there is nothing, or no place. */
  boolean answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!path.startsWith("/sync/v1/snapshot/files/")) {
      synchronized (this) {
        if (manifest == null) {
          return false;
        }
        byte[] json = JSON.writeValueAsBytes(manifest());
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
      }
      return true;
    }
    return sendFile(exchange, path.substring(path.lastIndexOf('/') + 1));
  }

  /** Why nothing is given now, if so. */
  synchronized Optional<ProblemCode> refusal() {
    if (busyTimes-- > 0) {
      return Optional.of(ProblemCode.TOO_MANY_REQUESTS);
    }
    return waitedFor || failing ? Optional.of(ProblemCode.NOT_AVAILABLE) : Optional.empty();
  }

  /** Whether that passes by itself. */
  synchronized boolean passes() {
    return !failing;
  }

  private boolean sendFile(HttpExchange exchange, String name) throws IOException {
    byte[] sent;
    long breaks;
    boolean stands;
    synchronized (this) {
      if (manifest == null || !manifest.compressedSha256().toString().equals(name)) {
        return false;
      }
      String range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(range);
      int from = forgetsRanges ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
      sent = Arrays.copyOfRange(file, from, file.length);
      if (changedTimes > 0 && changedAt >= from) {
        changedTimes--;
        sent[changedAt - from] ^= 1;
      }
      exchange.getResponseHeaders().add("ETag", tag == null ? "\"" + name + "\"" : tag);
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes %d-%d/%d".formatted(from, file.length - 1, file.length));
      exchange.sendResponseHeaders(forgetsRanges ? 200 : 206, sent.length);
      breaks = Math.min(cutAfter, standsStillAfter);
      stands = standsStillAfter < cutAfter;
    }
    OutputStream out = exchange.getResponseBody();
    out.write(sent, 0, (int) Math.min(breaks, sent.length));
    out.flush();
    if (breaks < sent.length) {
      if (stands) {
        awaitClosing();
      }
      throw new IOException("the line broke");
    }
    return true;
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SnapshotManifest inShortChunks(SnapshotManifest whole) {
    List<Hash> chunks = new ArrayList<>();
    for (int at = 0; at < file.length; at += CHUNK_BYTES) {
      chunks.add(sha256(Arrays.copyOfRange(file, at, Math.min(file.length, at + CHUNK_BYTES))));
    }
    return new SnapshotManifest(
        whole.protocol(),
        whole.incarnation(),
        whole.seq(),
        whole.schema(),
        whole.size(),
        whole.sha256(),
        whole.compression(),
        whole.compressedSize(),
        whole.compressedSha256(),
        CHUNK_BYTES,
        chunks);
  }

  private static Hash sha256(byte[] bytes) {
    try {
      return Hash.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
