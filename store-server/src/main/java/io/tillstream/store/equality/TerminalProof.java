package io.tillstream.store.equality;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.identity.TerminalId;
import java.time.Instant;

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
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Documents(Standing state, Long terminal, long store) {}

  /**
   * A terminal's replica.
   *
   * @param state in a word
   * @param seq where it stands in the store's change log; absent when it has not said
   * @param behindBy how many changes lie after that; absent likewise
   * @param verified what it found when it last compared itself with the store; absent likewise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Replica(Standing state, Long seq, Long behindBy, Verified verified) {}

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
