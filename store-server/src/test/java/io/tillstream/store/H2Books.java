package io.tillstream.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.tillstream.platform.database.Migrate;
import io.tillstream.platform.database.TransactSqlDriver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The books in an H2 file, without any server around them. */
public final class H2Books implements AutoCloseable {

  private final AgroalDataSource database;

  private H2Books(AgroalDataSource database) {
    this.database = database;
  }

  public static H2Books in(Path directory) throws SQLException {
    String url =
        "jdbc:h2:file:"
            + directory.toAbsolutePath().resolve("books")
            + ";MODE=MSSQLServer;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";WRITE_DELAY=0;INIT=CREATE SCHEMA IF NOT EXISTS dbo\\;SET SCHEMA dbo";
    AgroalDataSource database =
        AgroalDataSource.from(
            new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(
                    pool ->
                        pool.minSize(1)
                            .maxSize(12)
                            .connectionFactoryConfiguration(
                                factory ->
                                    factory
                                        .jdbcUrl(url)
                                        .connectionProviderClass(TransactSqlDriver.class))));
    Migrate.run(database, "store");
    return new H2Books(database);
  }

  public DataSource database() {
    return database;
  }

  /** The rows of a question, each as its columns joined by blanks. */
  public List<String> ask(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          columns.add(row.getString(i));
        }
        rows.add(String.join(" ", columns));
      }
      return rows;
    }
  }

  public void run(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
