package io.tillstream.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.platform.database.Migrate;
import io.tillstream.platform.database.TransactSqlDriver;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.store.conflict.FindConflicts;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Command;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterMeters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The books of a store in an H2 file and their writer, without any server around them: empty and
 * open when a test begins.
 */
public final class H2Books implements BeforeEachCallback, AfterEachCallback {

  public static final Shop SHOP = new Shop(new StoreId("S1"), Currency.getInstance("GBP"));

  private final boolean isWitnessed;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Writer> writers = new ArrayList<>();
  private Path directory;
  private AgroalDataSource database;
  private Restoration restoration;

  public H2Books() {
    this(false);
  }

  private H2Books(boolean isWitnessed) {
    this.isWitnessed = isWitnessed;
  }

  /** Books whose {@link #restoration} finds out when they have gone back. */
  public static H2Books withAWitness() {
    return new H2Books(true);
  }

  @Override
  public void beforeEach(ExtensionContext test) throws IOException, SQLException {
    directory = Files.createTempDirectory("books");
    open();
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException, SQLException {
    OwnDocuments.check(database);
    close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  public void open() throws SQLException {
    String url =
        "jdbc:h2:file:"
            + directory.resolve("books")
            + ";MODE=MSSQLServer;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";WRITE_DELAY=0;INIT=CREATE SCHEMA IF NOT EXISTS dbo\\;SET SCHEMA dbo";
    database =
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
    Writer writer = successor();
    if (isWitnessed) {
      restoration = new Restoration(writer, SHOP, database, this::witness, Clock.systemUTC());
      restoration.open();
    }
  }

  public void close() {
    if (isWitnessed) {
      restoration.close();
    }
    writers.forEach(Writer::close);
    writers.clear();
    database.close();
  }

  public void restart() throws SQLException {
    close();
    open();
  }

  /** Keeps a copy of the file, for which the store stands still. */
  public void backUp() throws IOException, SQLException {
    close();
    Files.copy(file(), backup(), StandardCopyOption.REPLACE_EXISTING);
    open();
  }

  /** The store goes on with the copy, as if nothing had happened since. */
  public void putBack() throws IOException, SQLException {
    close();
    Files.copy(backup(), file(), StandardCopyOption.REPLACE_EXISTING);
    open();
  }

  public Path file() {
    return directory.resolve("books.mv.db");
  }

  private Path backup() {
    return directory.resolve("yesterday.mv.db");
  }

  public Path witness() {
    return directory.resolve("witness.json");
  }

  public DataSource database() {
    return database;
  }

  public SimpleMeterRegistry meters() {
    return meters;
  }

  public Restoration restoration() {
    return restoration;
  }

  /** The writer with which the books were opened; it leads as long as there is no successor. */
  public Writer writer() {
    return writers.getFirst();
  }

  /** The writer of another store server, which takes the lead. */
  public Writer successor() throws SQLException {
    return successor(64, Clock.systemUTC());
  }

  public Writer successor(int queueCommandsMax, Clock clock) throws SQLException {
    return successor(Limits.queueOf(queueCommandsMax), clock);
  }

  public Writer successor(Limits limits, Clock clock) throws SQLException {
    Writer writer =
        new Writer(
            database,
            SHOP,
            limits,
            new WriterMeters(meters),
            clock,
            List.of(new FindConflicts(SHOP)));
    writer.open();
    writers.add(writer);
    return writer;
  }

  /** Has the writer apply a command, and waits for its answer. */
  public <T> T write(Command<T> command) {
    return writer().ask(command);
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
}
