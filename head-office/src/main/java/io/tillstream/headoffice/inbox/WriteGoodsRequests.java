package io.tillstream.headoffice.inbox;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.ExpectedGoods;
import io.tillstream.protocol.document.SettledCase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Keeps which goods new documents of a store ask other stores for.
 *
 * @param connection of the running transaction
 * @param nowMillis when they were received
 */
record WriteGoodsRequests(Connection connection, long nowMillis) {

  private static final String INSERT =
      "INSERT INTO goods_request (store, terminal, epoch, n, asked_store, kind,"
          + " item, quantity_thousandths, received_millis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  void add(Collection<Incoming.Received> documents) throws SQLException {
    for (Incoming.Received each : documents) { // few of many are such, and most envelopes have none
      SettledCase settled = each.document().map(Document::settles).orElse(null);
      if (settled != null && settled.expects() != null && settled.expects().from() != null) {
        insert(each, settled.kind(), settled.expects());
      }
    }
  }

  private void insert(Incoming.Received document, String kind, ExpectedGoods expects)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      int next = Keys.set(insert, 1, document.key());
      insert.setString(next++, expects.from().value());
      insert.setString(next++, kind);
      insert.setString(next++, expects.item());
      insert.setLong(next++, expects.quantityThousandths());
      insert.setLong(next, nowMillis);
      insert.executeUpdate();
    }
  }
}
