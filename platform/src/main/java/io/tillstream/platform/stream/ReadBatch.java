package io.tillstream.platform.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tillstream.platform.http.BoundedStream;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.problem.ReadJacksonFault;
import io.tillstream.platform.version.RequireVersion;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.StreamHeader;
import jakarta.inject.Singleton;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a header line and the record lines after it, plain or gzip. The limits hold after
 * decompression, so a small body cannot unfold into a large one. Thread-safe.
 */
@Singleton
public class ReadBatch {

  private static final int PIECE_BYTES = 16 * 1024;

  private final ObjectReader headers;

  /** With the program's way of reading JSON. */
  public ReadBatch(ObjectMapper json) {
    headers = json.readerFor(StreamHeader.class);
  }

  /** The same, for whoever has room for the largest. */
  public ReceivedBatch read(InputStream body, String contentEncoding, int recordsMax)
      throws IOException {
    return read(body, contentEncoding, recordsMax, bytes -> {});
  }

  /**
   * Reads a whole body of documents.
   *
   * @param contentEncoding the request's header, or null
   * @param recordsMax the most records
   * @param unfolds told how many bytes it has by now, before more are kept; may refuse
   * @throws ProblemException {@code malformed-body}, {@code invalid-field}, {@code
   *     protocol-not-supported} or {@code body-too-large}
   * @throws IOException when the connection breaks
   */
  public ReceivedBatch read(
      InputStream body, String contentEncoding, int recordsMax, LongConsumer unfolds)
      throws IOException {
    return read(body, contentEncoding, recordsMax, Protocol.RECORD_BYTES_MAX, unfolds);
  }

  /**
   * Reads a whole body.
   *
   * @param contentEncoding the request's header, or null
   * @param recordsMax the most records
   * @param recordBytesMax the most bytes of one of them
   * @throws ProblemException {@code malformed-body}, {@code invalid-field}, {@code
   *     protocol-not-supported} or {@code body-too-large}
   * @throws IOException when the connection breaks
   */
  public ReceivedBatch read(
      InputStream body, String contentEncoding, int recordsMax, int recordBytesMax)
      throws IOException {
    return read(body, contentEncoding, recordsMax, recordBytesMax, bytes -> {});
  }

  private ReceivedBatch read(
      InputStream body,
      String contentEncoding,
      int recordsMax,
      int recordBytesMax,
      LongConsumer unfolds)
      throws IOException {
    byte[] bytes = decompressed(body, contentEncoding, unfolds);
    List<byte[]> lines = lines(bytes, recordsMax, recordBytesMax);
    if (lines.isEmpty()) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body has no header line");
    }
    return new ReceivedBatch(header(lines.get(0)), lines.subList(1, lines.size()));
  }

  private StreamHeader header(byte[] line) throws IOException {
    StreamHeader header;
    try {
      header = headers.readValue(line);
    } catch (JsonProcessingException e) {
      throw ReadJacksonFault.of(e);
    }
    RequireVersion.ofBody(header == null ? 0 : header.protocol());
    require(header.stream() != null, "stream", "is missing");
    require(header.previousHash() != null, "previousHash", "is missing");
    require(header.hash() != null, "hash", "is missing");
    require(header.from() >= 0, "from", "must be at least 0");
    require(header.to() >= header.from(), "to", "must not be before from");
    return header;
  }

  private static void require(boolean holds, String field, String detail) {
    if (!holds) {
      throw ProblemException.of(ProblemCode.INVALID_FIELD, field + " " + detail)
          .field(field, detail);
    }
  }

  private static byte[] decompressed(InputStream body, String contentEncoding, LongConsumer unfolds)
      throws IOException {
    String encoding =
        contentEncoding == null ? "identity" : contentEncoding.trim().toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "identity", "" -> whole(new BoundedStream(body, Protocol.BATCH_BYTES_MAX), unfolds);
      case "gzip" -> {
        try (InputStream unzipped =
            new BoundedStream(new GZIPInputStream(body, 8192), Protocol.BATCH_BYTES_MAX)) {
          yield whole(unzipped, unfolds);
        } catch (ZipException | EOFException e) {
          throw ProblemException.of(
              ProblemCode.MALFORMED_BODY, "the body is not whole gzip as it claims to be");
        }
      }
      default ->
          throw ProblemException.of(
              ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding is gzip or none");
    };
  }

  private static byte[] whole(InputStream body, LongConsumer unfolds) throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    int length = 0;
    byte[] piece = new byte[PIECE_BYTES];
    int read = body.readNBytes(piece, 0, PIECE_BYTES);
    while (read > 0) {
      length += read;
      unfolds.accept(length);
      pieces.add(piece);
      if (read < PIECE_BYTES) {
        break; // the end of the body
      }
      piece = new byte[PIECE_BYTES];
      read = body.readNBytes(piece, 0, PIECE_BYTES);
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (byte[] each : pieces) {
      int part = Math.min(PIECE_BYTES, length - at);
      System.arraycopy(each, 0, bytes, at, part);
      at += part;
    }
    return bytes;
  }

  private static List<byte[]> lines(byte[] bytes, int recordsMax, int recordBytesMax) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        if (i > start) {
          if (lines.size() > recordsMax) {
            throw ProblemException.of(
                ProblemCode.BODY_TOO_LARGE, "a batch holds at most " + recordsMax + " records");
          }
          lines.add(line(bytes, start, i, recordBytesMax));
        }
        start = i + 1;
      }
    }
    return lines;
  }

  private static byte[] line(byte[] bytes, int start, int end, int recordBytesMax) {
    if (end - start > recordBytesMax) {
      throw ProblemException.of(
          ProblemCode.BODY_TOO_LARGE, "a record has at most " + recordBytesMax + " bytes");
    }
    return Arrays.copyOfRange(bytes, start, end);
  }
}
