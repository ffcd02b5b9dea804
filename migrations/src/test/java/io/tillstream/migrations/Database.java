package io.tillstream.migrations;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** The databases that scripts are written for, and how a program migrates each. */
enum Database {
  H2(""),
  SQL_SERVER(" COLLATE Latin1_General_100_BIN2"),
  SQLITE("");

  /** The folders whose scripts run on both H2 and SQL Server. */
  static final List<String> SERVERS = List.of("store", "head-office");

  /** The folders of a terminal's two files. */
  static final List<String> TERMINAL = List.of("terminal/txn", "terminal/ref");

  private final String exactCollation;

  Database(String exactCollation) {
    this.exactCollation = exactCollation;
  }

  String exactCollation() {
    return exactCollation;
  }

  /** Where this database's part of a folder lies: {@code h2/store}. */
  String twinOf(String folder) {
    return name().toLowerCase(java.util.Locale.ROOT).replace("_", "") + "/" + folder;
  }

  /** Runs all scripts of a folder and its twin; returns how many ran. */
  int migrate(String url, String user, String password, String folder) {
    return migrate(url, user, password, folder, "latest");
  }

  /** The same up to a version, as an earlier program left the database. */
  int migrate(String url, String user, String password, String folder, String version) {
    String[] locations =
        Stream.of(folder, twinOf(folder))
            .filter(f -> !Script.of(f).isEmpty())
            .map(f -> "classpath:db/" + f)
            .toArray(String[]::new);
    return Flyway.configure()
        .dataSource(url, user, password)
        .locations(locations)
        .placeholders(Map.of("exact", exactCollation))
        .target(version)
        .load()
        .migrate()
        .migrationsExecuted;
  }

  /** The URL under which the servers open H2, for a database in memory that lives with the JVM. */
  static String h2InMemory(String name) {
    return "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;MODE=MSSQLServer;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;WRITE_DELAY=0;INIT=CREATE SCHEMA IF NOT EXISTS dbo\\;SET SCHEMA dbo"
        .formatted(name);
  }
}
