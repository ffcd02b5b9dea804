package io.tillstream.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Brings a database to this program's version at start-up. Run once, before anything else touches
 * it.
 */
public final class Migrate {

  private Migrate() {}

  /**
   * Applies what is missing.
   *
   * @param name the folder below {@code db/}: {@code store} or {@code head-office}
   * @throws NewerDatabase when a later version of the program has been here
   * @throws SQLException when the database cannot be reached
   */
  public static void run(DataSource database, String name) throws SQLException {
    Dialect dialect;
    try (Connection connection = database.getConnection()) {
      dialect = Dialect.of(connection);
    }
    Flyway flyway =
        Flyway.configure()
            .dataSource(database)
            .locations(locations(dialect, name))
            .placeholders(Map.of("exact", dialect.exactCollation()))
            .failOnMissingLocations(true)
            .load();
    refuseNewer(flyway);
    flyway.migrate();
  }

  private static String[] locations(Dialect dialect, String name) {
    String twins = "db/" + dialect.folder() + "/" + name;
    boolean hasTwins = Migrate.class.getClassLoader().getResource(twins) != null;
    return Stream.of(List.of("db/" + name), hasTwins ? List.of(twins) : List.<String>of())
        .flatMap(List::stream)
        .map(folder -> "classpath:" + folder)
        .toArray(String[]::new);
  }

  private static void refuseNewer(Flyway flyway) {
    MigrationInfo current = flyway.info().current();
    if (current == null) {
      return;
    }
    MigrationVersion known =
        Arrays.stream(flyway.info().all())
            .filter(info -> info.getScript() != null && info.getState().isResolved())
            .map(MigrationInfo::getVersion)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    if (current.getVersion().compareTo(known) > 0) {
      throw new NewerDatabase(current.getVersion().getVersion(), known.getVersion());
    }
  }
}
