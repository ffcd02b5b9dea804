package io.tillstream.headoffice.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.FactsFile;
import io.tillstream.protocol.wire.Protocol;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a file of facts, an envelope at a time. One thread. */
final class ReadFactsFile {

  private final ObjectMapper json;
  private final InputStream file;
  private FactsFile.Beginning beginning;
  private int read;
  private boolean more;

  private ReadFactsFile(ObjectMapper json, InputStream file) {
    this.json = json;
    this.file = file;
  }

  /**
   * Opens it.
   *
   * @throws ProblemException {@code malformed-body} when it is no such file
   */
  static ReadFactsFile of(InputStream body, ObjectMapper json) throws IOException {
    try {
      ReadFactsFile reader =
          new ReadFactsFile(json, new BufferedInputStream(new GZIPInputStream(body, 16 * 1024)));
      FactsFile.Beginning first = reader.line(FactsFile.Beginning.class);
      if (!FactsFile.NAME.equals(first.file()) || first.store() == null) {
        throw changed("it is no file of facts");
      }
      if (first.v() != FactsFile.VERSION) {
        throw changed("it is of version " + first.v() + ", which is not known here");
      }
      reader.beginning = first;
      return reader;
    } catch (ZipException | EOFException e) {
      throw changed("it is no whole gzip");
    }
  }

  FactsFile.Beginning beginning() {
    return beginning;
  }

  /** Whether the store had more than the file could hold; known at the end. */
  boolean hasMore() {
    return more;
  }

  /** How many envelopes were read. */
  int envelopes() {
    return read;
  }

  /**
   * An envelope as it lies in the file.
   *
   * @param seal null when there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Sealed(byte[] envelope, String seal) {}

  /**
   * The next envelope; empty at the end.
   *
   * @throws ProblemException {@code malformed-body} when the file ends early or was changed
   */
  Optional<Sealed> next() throws IOException {
    try {
      byte[] line = line();
      FactsFile.Part part = parsed(line, FactsFile.Part.class);
      if (part.envelope() == 0) {
        end(parsed(line, FactsFile.End.class));
        return Optional.empty();
      }
      if (part.envelope() != read + 1 || part.bytes() < 1) {
        throw changed("envelope %d does not follow on %d".formatted(part.envelope(), read));
      }
      if (part.bytes() > Protocol.BATCH_BYTES_MAX) {
        throw changed("an envelope has at most " + Protocol.BATCH_BYTES_MAX + " bytes");
      }
      byte[] envelope = file.readNBytes(part.bytes());
      if (envelope.length < part.bytes() || file.read() != '\n') {
        throw new EOFException();
      }
      read++;
      return Optional.of(new Sealed(envelope, part.seal()));
    } catch (ZipException | EOFException e) {
      throw changed("it ends early or was changed after %d envelopes".formatted(read));
    }
  }

  private void end(FactsFile.End end) throws IOException {
    if (end.end() != read) {
      throw changed("it says %d envelopes and holds %d".formatted(end.end(), read));
    }
    more = end.more();
    if (file.read() >= 0) { // also looks at gzip's own checksum
      throw changed("something follows its end");
    }
  }

  private <T> T line(Class<T> type) throws IOException {
    return parsed(line(), type);
  }

  private <T> T parsed(byte[] line, Class<T> type) throws IOException {
    try {
      return json.readValue(line, type);
    } catch (JsonProcessingException | CharConversionException e) {
      throw changed("a line between its envelopes cannot be read");
    }
  }

  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = file.read();
    while (next >= 0 && next != '\n') {
      line.write(next);
      if (line.size() > FactsFile.LINE_BYTES_MAX) {
        throw changed("a line between its envelopes is too long");
      }
      next = file.read();
    }
    if (next < 0) {
      throw new EOFException();
    }
    return line.toByteArray();
  }

  static ProblemException changed(String why) {
    return ProblemException.of(
        ProblemCode.MALFORMED_BODY, "the file is not as its store has written it: " + why);
  }
}
