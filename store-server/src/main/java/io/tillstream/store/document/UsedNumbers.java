package io.tillstream.store.document;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.LeasedNumber;
import io.tillstream.store.writer.Batch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of shared ranges that documents use up. Whatever a document bears was lent, also when
 * the database that remembered it was put back; so it is not lent again (I10). The writer's thread
 * only.
 */
final class UsedNumbers {

  private static final String INSERT =
      "INSERT INTO leased_number (range_name, number, document_seq) VALUES (?, ?, ?)";
  private static final String RAISE =
      "UPDATE number_range SET next_number = ? WHERE range_name = ? AND next_number <= ?"
          + " AND last_number >= ?";

  private final List<Used> used = new ArrayList<>();

  private record Used(long documentSeq, LeasedNumber leased) {}

  /** A document is taken in; null when it cannot be read. */
  void on(long documentSeq, Document document) {
    if (document != null && document.leased() != null) {
      // A document that names one number twice uses it up once.
      document.leased().stream().distinct().forEach(each -> used.add(new Used(documentSeq, each)));
    }
  }

  void write(Batch batch) throws SQLException {
    if (used.isEmpty()) {
      return;
    }
    batch.write(INSERT, used, UsedNumbers::bind);
    batch.write(RAISE, used, UsedNumbers::bindRaise);
    used.clear();
  }

  private static void bind(PreparedStatement insert, Used row) throws SQLException {
    insert.setString(1, row.leased().range());
    insert.setLong(2, row.leased().number());
    insert.setLong(3, row.documentSeq());
  }

  private static void bindRaise(PreparedStatement raise, Used row) throws SQLException {
    raise.setLong(1, row.leased().number() + 1);
    raise.setString(2, row.leased().range());
    raise.setLong(3, row.leased().number());
    raise.setLong(4, row.leased().number());
  }
}
