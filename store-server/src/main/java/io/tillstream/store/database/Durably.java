package io.tillstream.store.database;

import io.tillstream.platform.database.Dialect;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Brings to the disk what was committed past the writer, before anybody is told (I1). */
@Singleton
public class Durably {

  private final DataSource database;

  Durably(DataSource database) {
    this.database = database;
  }

  /** Returns when everything committed so far survives a power cut. */
  public void settle() throws SQLException {
    try (Connection connection = database.getConnection()) {
      Dialect.of(connection).makeDurable(connection);
    }
  }
}
