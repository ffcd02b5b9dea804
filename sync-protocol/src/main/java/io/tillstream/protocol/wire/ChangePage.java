package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.download.PageHeader;
import java.time.Instant;
import java.util.List;

/**
 * A page of reference changes.
 *
 * @param protocol the store's protocol version
 * @param incarnation of the change log
 * @param after the changes follow this seq (exclusive)
 * @param to the last seq the page covers
 * @param head the last change that was durable when the page was cut
 * @param checkpoint whether what was received so far may be shown
 * @param applied the stock rows include this terminal's own documents up to this n; holds at a
 *     checkpoint (I16)
 * @param acknowledged how far this terminal's documents have come
 * @param parked which of this terminal's documents the store holds parked now, the first {@link
 *     Protocol#PARKED_MAX}; null when nothing has changed since {@code after}
 * @param closed the terminal's closed epochs of which the store holds documents; null from a store
 *     that does not say, and for a terminal in its first epoch
 * @param serverTime the store's clock, for measuring skew
 * @param tables the changes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChangePage(
    int protocol,
    String incarnation,
    long after,
    long to,
    long head,
    boolean checkpoint,
    long applied,
    Acknowledged acknowledged,
    List<DocumentVerdict> parked,
    List<Closed> closed,
    Instant serverTime,
    List<TableChanges> tables) {

  /** Where the page stands in the log. */
  public PageHeader header() {
    return new PageHeader(incarnation, after, to, head);
  }

  /**
   * How far a terminal's documents have come.
   *
   * @param store the last n that the store holds durably
   * @param headOffice the last n that head office holds durably
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Acknowledged(long store, long headOffice) {}

  /**
   * How far the documents of a closed epoch have come.
   *
   * @param epoch which
   * @param applied the stock rows include its documents up to this n; holds at a checkpoint (I16)
   * @param headOffice the last n of it that head office holds durably
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Closed(int epoch, long applied, long headOffice) {}
}
