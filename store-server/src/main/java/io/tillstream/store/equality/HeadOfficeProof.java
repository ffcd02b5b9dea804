package io.tillstream.store.equality;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;
import java.util.List;

/**
 * What head office holds of this store, compared with the store's own books at the very place in
 * its change log that head office has reached.
 *
 * @param state in a word
 * @param detail what a person should know, or absent
 * @param at the place in the store's change log at which both were compared; absent when they were
 *     not
 * @param behindBy how many facts came after it; absent likewise
 * @param compared what was compared
 * @param documents those that are missing on one side, or are another one there
 * @param differences items of which the two differ, with the documents that make the difference
 * @param more whether there are more of either than are told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeadOfficeProof(
    Standing state,
    String detail,
    Long at,
    Long behindBy,
    Compared compared,
    List<DocumentDifference> documents,
    List<ItemDifference> differences,
    boolean more) {

  /** Most documents, and most items, that are told. */
  static final int TOLD_MAX = 100;

  /** Most documents of one item that are told. */
  static final int DOCUMENTS_OF_AN_ITEM_MAX = 20;

  /**
   * How much was compared.
   *
   * @param streams of documents
   * @param documents in them, as far as head office has them
   * @param items with stock
   */
  public record Compared(int streams, long documents, long items) {

    static final Compared NOTHING = new Compared(0, 0, 0);
  }

  /**
   * A document of which the two hold something else.
   *
   * @param key which
   * @param number what is printed on it, or absent
   * @param store its chain hash in the store; absent when it is missing there
   * @param headOffice the same at head office
   * @param detail in words
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DocumentDifference(
      String key, String number, Hash store, Hash headOffice, String detail) {}

  /**
   * An item of which the two differ.
   *
   * @param item its code
   * @param location where
   * @param store how much there is as the store has it, decimal
   * @param headOffice the same at head office
   * @param detail in words, where no document says it; or absent
   * @param documents what is booked of it on one side only, or in another quantity
   * @param more whether there are more of them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ItemDifference(
      String item,
      String location,
      String store,
      String headOffice,
      String detail,
      List<Effect> documents,
      boolean more) {}

  /**
   * What a document has done to the item there.
   *
   * @param key which
   * @param number what is printed on it, or absent
   * @param store by how much it changed what there is, as the store has booked it, decimal; absent
   *     when it is not booked there
   * @param headOffice the same at head office
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Effect(String key, String number, String store, String headOffice) {}

  static HeadOfficeProof notCompared(Standing state, String detail) {
    return new HeadOfficeProof(
        state, detail, null, null, Compared.NOTHING, List.of(), List.of(), false);
  }

  @JsonIgnore
  boolean differs() {
    return state == Standing.DIFFERS;
  }

  @JsonIgnore
  boolean isEmpty() {
    return documents.isEmpty() && differences.isEmpty();
  }
}
