package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.Cause;
import io.tillstream.protocol.conflict.Conflict;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.writer.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells of a transfer where the store received of it last, and what is there: what a second count
 * finds lies where the rest lies.
 */
final class WhereReceived {

  private static final String BODY =
      "SELECT body FROM document WHERE terminal = ? AND epoch = ? AND n = ?";
  private static final String ON_HAND =
      "SELECT quantity_thousandths FROM stock WHERE location = ? AND item = ?";

  private WhereReceived() {}

  /** A transfer with its case's documents, as committed. */
  static Conflict.Transfer of(Connection connection, TransferStanding standing, List<Cause> causes)
      throws SQLException {
    try (PreparedStatement body = connection.prepareStatement(BODY);
        PreparedStatement onHand = connection.prepareStatement(ON_HAND)) {
      Location place = place(body, causes);
      Map<String, Quantity> there = new TreeMap<>();
      for (String item : standing.items().keySet()) {
        onHand.setString(1, place.toString());
        onHand.setString(2, item);
        try (ResultSet row = onHand.executeQuery()) {
          there.put(item, row.next() ? new Quantity(row.getLong(1)) : Quantity.ZERO);
        }
      }
      return new Conflict.Transfer(standing, place, there, causes);
    }
  }

  /** The same as a batch sees it, without what is there: that decides nothing. */
  static Conflict.Transfer of(Batch batch, TransferStanding standing, List<Cause> causes)
      throws SQLException {
    return new Conflict.Transfer(standing, place(batch.prepare(BODY), causes), Map.of(), causes);
  }

  private static Location place(PreparedStatement select, List<Cause> causes) throws SQLException {
    Optional<Cause> last =
        causes.stream()
            .filter(cause -> cause.type() == DocumentType.TRANSFER_RECEIPT)
            .reduce((former, latter) -> latter);
    if (last.isEmpty()) {
      return Location.SHOP_FLOOR;
    }
    select.setString(1, last.get().document().terminal().value());
    select.setInt(2, last.get().document().epoch());
    select.setLong(3, last.get().document().n());
    try (ResultSet row = select.executeQuery()) {
      Document receipt = row.next() ? DocumentJson.read(row.getBytes(1)) : null;
      boolean isSaid = receipt != null && receipt.to() != null;
      return isSaid ? receipt.to() : Location.SHOP_FLOOR;
    } catch (IOException e) {
      throw new UncheckedIOException(last.get().document() + " is booked and cannot be read", e);
    }
  }
}
