package io.tillstream.store.promise;

import io.tillstream.protocol.document.DocumentType;
import io.tillstream.store.own.Outcome;
import io.tillstream.store.own.OwnDocument;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Ends a promise: the goods were fetched, or nobody wants them any more.
 *
 * @param shop whose
 * @param reference the promise's
 * @param reason why
 * @param businessDate the day it counts for
 */
record EndPromise(Shop shop, String reference, String reason, LocalDate businessDate)
    implements Command<Optional<Outcome>> {

  private static final String SELECT =
      "SELECT document_seq FROM own_reference WHERE type = ? AND reference = ?";

  /** Empty when nothing was promised under this reference. */
  @Override
  public Optional<Outcome> applyTo(Batch batch) throws SQLException {
    PreparedStatement select = batch.prepare(SELECT);
    select.setString(1, DocumentType.PROMISE.toString());
    select.setString(2, reference);
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
    }
    OwnDocument document =
        OwnDocument.next(
            batch,
            shop,
            DocumentType.PROMISE_END,
            reference,
            businessDate,
            next -> next.reason(reason).lines(List.of()));
    Optional<Outcome> before = document.before();
    return before.isPresent() ? before : Optional.of(new Outcome.Recorded(document.record()));
  }
}
