package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.downlink.Known;
import io.tillstream.protocol.downlink.LayerHeader;
import io.tillstream.protocol.downlink.ReadPage;
import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.layer.RowName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A page of a layer that head office owns: either what changed in a stretch of its log, or all rows
 * of some buckets.
 *
 * @param protocol the version asked for
 * @param layer which of the caller's layers
 * @param scope whose log it is, for people: {@code chain}, {@code region/NORTH}, {@code store/S1}
 * @param incarnation one unbroken life of that log
 * @param after of changes: they follow this seq (exclusive)
 * @param to of changes: the last seq the page covers
 * @param fromBucket of buckets: the first
 * @param toBucket of buckets: the last
 * @param head the last change there was when the page was cut
 * @param hash of the log up to {@code to}, or up to {@code head} of buckets
 * @param serverTime head office's clock
 * @param tables what the layer says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LayerPage(
    int protocol,
    Layer layer,
    String scope,
    String incarnation,
    Long after,
    Long to,
    Integer fromBucket,
    Integer toBucket,
    long head,
    Hash hash,
    Instant serverTime,
    List<LayerTable> tables) {

  /** A missing list is empty. */
  public LayerPage {
    tables = tables == null ? List.of() : List.copyOf(tables);
  }

  /**
   * Reads it.
   *
   * @param asked what the store knew when it asked
   * @throws IllegalArgumentException when it is no page of either kind
   */
  public ReadPage read(Optional<Known> asked) {
    Map<RowName, Optional<Entry>> rows = new LinkedHashMap<>();
    Set<RowName> unreadable = new LinkedHashSet<>();
    tables.forEach(table -> table.readInto(rows, unreadable));
    return new ReadPage(header(asked), rows, unreadable);
  }

  private LayerHeader header(Optional<Known> asked) {
    if (incarnation == null || hash == null) {
      throw new IllegalArgumentException("the page does not say of which log it is");
    }
    if (after != null && to != null) {
      return new LayerHeader.Changes(asked, incarnation, after, to, head, hash);
    }
    if (fromBucket != null && toBucket != null) {
      return new LayerHeader.Buckets(asked, incarnation, fromBucket, toBucket, head, hash);
    }
    throw new IllegalArgumentException("the page does not say what it covers");
  }
}
