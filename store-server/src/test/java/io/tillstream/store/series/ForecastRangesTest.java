package io.tillstream.store.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.store.H2Books;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The store says in time when a shared range runs out, so that another can be made. */
class ForecastRangesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T23:00:00Z");

  @RegisterExtension final H2Books books = new H2Books();

  @Test
  void aRangeRunsOutAtThePaceOfTheLastDaysThatItWasLentIn() throws SQLException {
    write("INSERT INTO terminal (terminal, epoch, created_at_millis) VALUES ('T1', 2, 0)");
    range(1_000, 121);
    lease(1, 50, "T1", 1, "2026-01-02T10:00:00Z"); // long ago, of an epoch that is closed
    lease(51, 60, "T1", 2, "2026-11-11T10:00:00Z");
    for (int i = 0; i < 5; i++) {
      lease(61 + 10 * i, 70 + 10 * i, "T1", 2, "2026-11-" + (12 + i) + "T08:00:00Z");
    }
    lease(111, 120, "T1", 2, "2026-11-20T22:59:00Z");
    write("INSERT INTO leased_number (range_name, number, document_seq) VALUES ('card', 51, 1)");

    // 70 numbers in the ten days from the 11th to the 20th; 880 are left.
    assertThat(standing().runsOut()).isEqualTo(LocalDate.parse("2026-11-20").plusDays(125));
    assertThat(standing().left()).isEqualTo(880);
    assertThat(standing().terminals()).isEqualTo(Map.of("T1", 69L));
  }

  @Test
  void aRangeOfWhichNothingWasLentHasNoPaceAndOneWithoutEndNoDate() throws SQLException {
    range(999_999_999_999_999L, 1);
    assertThat(standing().runsOut()).isNull();
    assertThat(standing().terminals()).isEmpty();

    lease(1, 1, "T1", 1, "2026-11-21T10:00:00Z"); // the clock went back since
    assertThat(standing().runsOut()).isEqualTo(LocalDate.of(9999, 12, 31));
  }

  private ForecastRanges.Standing standing() throws SQLException {
    return new ForecastRanges(
            books.database(), new NumberRanges(books.database()), Clock.fixed(NOW, ZoneOffset.UTC))
        .all()
        .getFirst();
  }

  private void range(long last, long next) throws SQLException {
    write(
        "INSERT INTO number_range (range_name, first_number, next_number, last_number, lease_size,"
            + " created_at_millis) VALUES ('card', 1, ?, ?, 10, 0)",
        next,
        last);
  }

  private void lease(long first, long last, String terminal, int epoch, String at)
      throws SQLException {
    write(
        "INSERT INTO number_lease (range_name, first_number, last_number, terminal, epoch, request,"
            + " granted_at_millis) VALUES ('card', ?, ?, ?, ?, ?, ?)",
        first,
        last,
        terminal,
        epoch,
        at,
        Instant.parse(at).toEpochMilli());
  }

  private void write(String sql, Object... values) throws SQLException {
    try (Connection connection = books.database().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
