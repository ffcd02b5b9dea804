package io.tillstream.store.fleet;

import io.tillstream.protocol.verdict.ParkedReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A document of a former journal that is in the books as another one.
 *
 * @param epoch the place where it was printed
 * @param n the same
 * @param number what was printed there
 * @param as the document that it is now: {@code T1/2/17}
 * @param asNumber what is printed on that
 * @param series the series that numbered it
 * @param period the year within which that counts, or null
 * @param heldAlready whether it is parked because the same is in the books in another way
 */
public record BroughtAnew(
    int epoch,
    long n,
    String number,
    String as,
    String asNumber,
    String series,
    Integer period,
    boolean heldAlready) {

  private static final String OF_TERMINAL =
      "SELECT a.former_epoch, a.former_n, a.former_number, d.epoch, d.n, d.number, d.series,"
          + " d.series_period, d.reason FROM document_anew a INNER JOIN document d ON d.seq = a.document_seq"
          + " WHERE a.terminal = ? ORDER BY a.former_epoch, a.former_n, a.document_seq";

  /** Those of one terminal, as they were printed. */
  public static List<BroughtAnew> of(Connection connection, String terminal) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OF_TERMINAL)) {
      select.setString(1, terminal);
      List<BroughtAnew> anew = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          int year = row.getInt(8);
          Integer period = row.wasNull() ? null : (Integer) year;
          anew.add(
              new BroughtAnew(
                  row.getInt(1),
                  row.getLong(2),
                  row.getString(3),
                  "%s/%d/%d".formatted(terminal, row.getInt(4), row.getLong(5)),
                  row.getString(6),
                  row.getString(7),
                  period,
                  ParkedReason.HELD_ALREADY.toString().equals(row.getString(9))));
        }
      }
      return anew;
    }
  }

  /** In words. */
  public String inWords() {
    return "%s is %s in the books (%s)".formatted(number, asNumber, as);
  }
}
