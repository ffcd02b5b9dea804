package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What a day close counts: every document of the epoch since the last close.
 *
 * @param from n of the first one
 * @param to n of the last one; {@code from - 1} when there was none
 * @param types per type that occurred, in the order of the types
 * @param tenders per means of payment, by name; what went out is taken off
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DayTotals(long from, long to, List<OfType> types, List<Tender> tenders) {

  /** Copies the lists; a missing one is empty. */
  public DayTotals {
    types = types == null ? List.of() : List.copyOf(types);
    tenders = tenders == null ? List.of() : List.copyOf(tenders);
  }

  /**
   * The documents of one type.
   *
   * @param type which
   * @param documents how many
   * @param totalMinor what they come to, minor units; negative when the shop paid
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OfType(DocumentType type, long documents, long totalMinor) {}
}
