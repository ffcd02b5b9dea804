package io.tillstream.endtoend.books;

import java.util.List;

/**
 * The books of all tiers, compared.
 *
 * @param streams one for each terminal, and one for each store's own documents
 * @param documentsMade at terminals, as the terminals say
 * @param documentsInStore of terminals, as the stores say
 * @param documentsAtHeadOffice of terminals, as head office says
 * @param storeDocuments made by the stores themselves, as they say
 * @param storeDocumentsAtHeadOffice of these, as head office says
 * @param items how many were compared, over all stores
 * @param numbers how many document numbers were printed
 * @param series how many series printed them
 * @param parked documents that still wait at the stores
 * @param parkedAtHeadOffice documents that still wait, as head office says
 * @param collisions documents that claim a place that another holds
 * @param differences all of them; none when every tier agrees
 */
public record Reconciliation(
    List<StreamRow> streams,
    long documentsMade,
    long documentsInStore,
    long documentsAtHeadOffice,
    long storeDocuments,
    long storeDocumentsAtHeadOffice,
    int items,
    int numbers,
    int series,
    long parked,
    long parkedAtHeadOffice,
    long collisions,
    List<Difference> differences) {

  /** How many differences are shown to a person. */
  public static final int SHOWN_MAX = 20;

  /** Copies the lists. */
  public Reconciliation {
    streams = List.copyOf(streams);
    differences = List.copyOf(differences);
  }

  /**
   * One stream in all tiers that hold it.
   *
   * @param stream its name
   * @param terminal where it was made; null for a store's own documents
   * @param store null when the store does not know it
   * @param headOffice null when head office does not know it
   */
  public record StreamRow(
      String stream, StreamEnd terminal, StreamEnd store, StreamEnd headOffice) {}

  /** Whether all is well. */
  public boolean everyTierAgrees() {
    return differences.isEmpty();
  }

  /** All documents, the stores' own included. */
  public long documents() {
    return documentsMade + storeDocuments;
  }

  /** As many differences as a person wants to read. */
  public List<Difference> firstDifferences() {
    return Difference.first(differences, SHOWN_MAX);
  }
}
