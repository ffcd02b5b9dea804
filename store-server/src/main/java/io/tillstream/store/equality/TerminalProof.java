package io.tillstream.store.equality;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.Findings;
import java.time.Instant;
import java.util.List;

/**
 * What a terminal said of itself when it last called, compared with the store.
 *
 * @param terminal its name
 * @param epoch its present life
 * @param lastContact when it called, or absent
 * @param documents its own documents
 * @param replica its items, prices and stock
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TerminalProof(
    TerminalId terminal, int epoch, Instant lastContact, Documents documents, Replica replica) {

  /**
   * A terminal's documents.
   *
   * @param state in a word; behind is the store, which waits for the rest
   * @param terminal the last that the terminal has made; absent when it has not said
   * @param store the last that the store holds
   * @param differences those of which the two hold another, or that one of them lacks
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Documents(
      Standing state, Long terminal, long store, List<DocumentDifference> differences) {}

  /**
   * A document of which the two hold something else.
   *
   * @param key which
   * @param number what is printed on it, or absent
   * @param terminal its chain hash at the terminal; absent when it is missing there
   * @param store the same in the store
   * @param detail in words
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DocumentDifference(
      String key, String number, Hash terminal, Hash store, String detail) {}

  /**
   * A terminal's replica.
   *
   * @param state in a word
   * @param seq where it stands in the store's change log; absent when it has not said
   * @param behindBy how many changes lie after that; absent likewise
   * @param verified what it found when it last compared itself with the store; absent likewise
   * @param differed in what it differed when it last did, before it was mended; absent likewise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Replica(
      Standing state, Long seq, Long behindBy, Verified verified, Differed differed) {}

  /**
   * Rows in which a replica differed.
   *
   * @param at when, by the store's clock
   * @param seq the place in the change log at which both were compared
   * @param rows the first of them, on both sides
   * @param more whether there were more, or may have been
   */
  public record Differed(Instant at, long seq, List<Findings.Row> rows, boolean more) {}

  /**
   * The terminal's own comparison: sums over all its rows with the store's, at one seq.
   *
   * @param at when, by the store's clock
   * @param seq the place in the change log at which both were compared
   * @param result agrees, repaired, differs, fetched-anew or not-compared
   * @param differing in how many of 1,024 buckets they differed
   * @param thorough whether the terminal read every row
   */
  public record Verified(Instant at, long seq, String result, int differing, boolean thorough) {}

  @JsonIgnore
  boolean differs() {
    return documents.state() == Standing.DIFFERS || replica.state() == Standing.DIFFERS;
  }
}
