package io.tillstream.store.transfer;

import io.tillstream.protocol.conflict.Underway;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.store.writer.Batch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of one transfer, for those who have to decide about it. */
public final class KnownTransfers {

  private KnownTransfers() {}

  /** By this store's documents, those that a batch has booked included. */
  public static Optional<TransferStanding> own(Batch batch, String id) throws SQLException {
    return new ReadTransfers(batch::prepare).of(ReadTransfers.Source.OWN, id);
  }

  /** By the documents of both stores, as a batch sees them. */
  public static Optional<TransferStanding> of(Batch batch, String id) throws SQLException {
    return new ReadTransfers(batch::prepare).of(id);
  }

  /** By the documents of both stores, as committed. */
  public static Optional<TransferStanding> of(Connection connection, String id)
      throws SQLException {
    try (ListTransfers.Statements statements = new ListTransfers.Statements(connection)) {
      return new ReadTransfers(statements).of(id);
    }
  }

  /** Goods of an item that other stores have sent here and that are not here, as committed. */
  public static List<Underway> underway(Connection connection, String item) throws SQLException {
    try (ListTransfers.Statements statements = new ListTransfers.Statements(connection)) {
      ReadTransfers read = new ReadTransfers(statements);
      List<Underway> underway = new ArrayList<>();
      for (String id : read.open(item)) {
        boolean isSentHere =
            read.of(ReadTransfers.Source.OWN, id).filter(own -> own.dispatches() > 0).isEmpty();
        if (isSentHere) {
          read.of(id).flatMap(all -> Underway.of(item, all)).ifPresent(underway::add);
        }
      }
      return underway;
    }
  }
}
