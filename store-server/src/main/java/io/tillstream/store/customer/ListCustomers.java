package io.tillstream.store.customer;

import io.tillstream.platform.problem.WholeCharacters;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Reads the customers as committed. Thread-safe. */
@Singleton
class ListCustomers {

  private static final String COLUMNS = "SELECT customer, name, phone, email FROM customer";
  private static final String ONE = COLUMNS + " WHERE customer = ?";
  private static final String PAGE =
      COLUMNS + " WHERE customer > ? ORDER BY customer OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY";

  private final DataSource database;

  ListCustomers(DataSource database) {
    this.database = database;
  }

  /** The customer of this number. */
  Optional<Customer> of(String number) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(ONE)) {
      select.setString(1, number);
      return read(select).stream().findFirst();
    }
  }

  /** Those after a number, in the order of their numbers. */
  List<Customer> after(String number, int limit) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setString(1, number);
      select.setInt(2, limit);
      return read(select);
    }
  }

  private static List<Customer> read(PreparedStatement select) throws SQLException {
    List<Customer> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Customer(
                WholeCharacters.of(row.getString(1)),
                WholeCharacters.of(row.getString(2)),
                whole(row.getString(3)),
                whole(row.getString(4))));
      }
    }
    return found;
  }

  private static String whole(String text) {
    return text == null ? null : WholeCharacters.of(text);
  }
}
