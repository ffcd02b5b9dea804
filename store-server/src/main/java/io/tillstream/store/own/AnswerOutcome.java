package io.tillstream.store.own;

import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.DocumentSummary;
import io.tillstream.store.document.Documents;
import io.tillstream.store.document.ShownDocument;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers whoever asked for a document: with the document, or with what is in its way. */
@Singleton
public class AnswerOutcome {

  private final Documents documents;

  AnswerOutcome(Documents documents) {
    this.documents = documents;
  }

  /**
   * 201 with the document when it was made, 200 when it was there already.
   *
   * @param goods the lines as they were asked for
   */
  public RestResponse<DocumentSummary> answer(
      Outcome outcome, DocumentType type, String reference, List<Goods> goods) throws SQLException {
    return switch (outcome) {
      case Outcome.Recorded(long seq) ->
          RestResponse.status(RestResponse.Status.CREATED, summary(seq));
      case Outcome.Repeated(long seq) -> RestResponse.ok(summary(seq));
      case Outcome.ReferenceReused() ->
          throw ProblemException.of(
                  ProblemCode.REFERENCE_REUSED,
                  "another %s was recorded under %s".formatted(type, reference))
              .field("reference", "belongs to another " + type);
      case Outcome.UnknownItems(Set<String> unknown) -> throw unknownItems(unknown, goods);
      case Outcome.UnknownTransfer(String id) ->
          throw ProblemException.of(
              ProblemCode.NOT_FOUND,
              "nothing is known here of transfer %s; a receipt of it names the store"
                  .formatted(id));
      case Outcome.TransferConflict(String why) ->
          throw ProblemException.of(ProblemCode.TRANSFER_CONFLICT, why);
    };
  }

  private static IllegalStateException unknownItems(Set<String> unknown, List<Goods> goods) {
    Faults faults = new Faults();
    for (int i = 0; i < goods.size(); i++) {
      if (unknown.contains(goods.get(i).item())) {
        faults.add(
            ProblemCode.INVALID_FIELD,
            "lines[" + i + "].item",
            "the catalogue has no item '" + goods.get(i).item() + "'");
      }
    }
    faults.throwIfAny();
    return new IllegalStateException("no line has any of " + unknown);
  }

  private DocumentSummary summary(long seq) throws SQLException {
    return documents
        .at(seq)
        .map(ShownDocument::summary)
        .orElseThrow(() -> new IllegalStateException("document " + seq + " was just recorded"));
  }
}
