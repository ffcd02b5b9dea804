package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Watermark;

/**
 * The lines that hold a file of facts together, which somebody carries to head office by hand: a
 * {@link Beginning}, then a {@link Part} before each envelope, then an {@link End}. All of it is
 * compressed with gzip.
 */
public final class FactsFile {

  /** What the first line calls the file. */
  public static final String NAME = "tillstream-facts";

  /** The version of this form. */
  public static final int VERSION = 1;

  /** Most bytes of a file, compressed, that head office takes and a store makes. */
  public static final int BYTES_MAX = 15 * 1024 * 1024;

  /** Most bytes of one of these lines. */
  public static final int LINE_BYTES_MAX = 4 * 1024;

  private FactsFile() {}

  /**
   * The first line.
   *
   * @param file {@link #NAME}
   * @param v {@link #VERSION}
   * @param store whose facts
   * @param incarnation of the store's change log
   * @param from where the first envelope begins
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Beginning(String file, int v, String store, String incarnation, Watermark from) {}

  /**
   * Before an envelope.
   *
   * @param envelope 1, 2, 3 …
   * @param bytes how many it has; a line end follows them
   * @param seal over those bytes, by the store's credential
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Part(int envelope, int bytes, String seal) {}

  /**
   * The last line.
   *
   * @param end how many envelopes there are
   * @param watermark where the last one ends
   * @param more whether the store has more, which the file had no room for
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record End(int end, Watermark watermark, boolean more) {}
}
