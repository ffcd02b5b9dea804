package io.tillstream.store.document;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.stock.Booking;
import java.sql.SQLException;

/**
 * Who has to know of a document in the moment before it is booked, so that what he writes stands
 * before it in the log. The writer's thread only.
 */
@FunctionalInterface
public interface BeforeBooking {

  /** It is booked next, with all it moves. */
  void booking(Document document, Booking.Booked booked) throws SQLException;
}
