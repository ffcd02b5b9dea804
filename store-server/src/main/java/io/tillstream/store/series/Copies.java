package io.tillstream.store.series;

import io.tillstream.protocol.document.Document;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.fleet.BroughtAnew;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What other copies of a terminal's journal printed under its name: documents that were brought
 * home anew, and those that are kept beside the ones whose place they claim. One use, one thread.
 */
final class Copies {

  private static final String COLLISIONS =
      "SELECT epoch, n, body FROM document_collision WHERE terminal = ? ORDER BY epoch, n";

  private final Map<Printed, List<Print>> prints = new LinkedHashMap<>();

  private record Printed(String terminal, int epoch, String printed) {}

  /**
   * A number that a copy printed.
   *
   * @param counter where it is known, or null
   * @param isAgain whether the same is in the books in another way
   * @param detail what became of it, in words
   */
  record Print(
      String terminal,
      int epoch,
      long n,
      String series,
      Integer period,
      Long counter,
      boolean isAgain,
      String detail) {}

  /** Looks for what copies of a terminal's journal printed. */
  void read(Connection connection, String terminal) throws SQLException {
    for (BroughtAnew each : BroughtAnew.of(connection, terminal)) {
      add(
          each.number(),
          new Print(
              terminal,
              each.epoch(),
              each.n(),
              each.series(),
              each.period(),
              null,
              each.heldAlready(),
              each.inWords()));
    }
    try (PreparedStatement select = connection.prepareStatement(COLLISIONS)) {
      select.setString(1, terminal);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          keptBeside(terminal, row.getInt(1), row.getLong(2), row.getBytes(3));
        }
      }
    }
  }

  private void keptBeside(String terminal, int epoch, long n, byte[] body) {
    try {
      Document document = DocumentJson.read(body);
      Printed number = new Printed(terminal, epoch, document.number());
      boolean cameAnew =
          prints.getOrDefault(number, List.of()).stream().anyMatch(each -> each.n() == n);
      if (!cameAnew && document.counter() != null && document.series() != null) {
        add(
            document.number(),
            new Print(
                terminal,
                epoch,
                n,
                document.series(),
                document.period(),
                document.counter(),
                false,
                "%s is on a document under /api/collisions too".formatted(document.number())));
      }
    } catch (IOException notLegible) {
      // It names no number.
    }
  }

  private void add(String number, Print print) {
    prints
        .computeIfAbsent(
            new Printed(print.terminal(), print.epoch(), number), each -> new ArrayList<>())
        .add(print);
  }

  /** What copies printed under the number of a document in the books; asked once. */
  List<Print> of(String terminal, int epoch, String number) {
    List<Print> same =
        prints.isEmpty() ? null : prints.remove(new Printed(terminal, epoch, number));
    return same == null ? List.of() : same;
  }

  /** The others: each number with all that bear it, in the order in which they were printed. */
  Iterable<List<Print>> others() {
    return prints.values();
  }
}
