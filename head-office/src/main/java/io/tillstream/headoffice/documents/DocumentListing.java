package io.tillstream.headoffice.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A page of documents.
 *
 * @param documents in the order of the store's change log
 * @param next what to ask for {@code after}; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DocumentListing(List<ListedDocument> documents, Long next) {

  /**
   * A page as found.
   *
   * @param rows as many as were asked for
   */
  static DocumentListing of(List<ListedDocument> found, int rows) {
    return new DocumentListing(found, found.size() < rows ? null : found.getLast().summary().seq());
  }
}
