package io.tillstream.endtoend.power;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The databases of the programs, with the settings of the programs and with less. */
enum Engine {
  /** The agent's journal. */
  SQLITE_FULL,
  /** Sound, but not each commit. */
  SQLITE_NORMAL,
  /** Whatever the system writes back by itself. */
  SQLITE_OFF,
  /** The servers' embedded database. */
  H2_SYNCED,
  /** The same without the sync after each batch. */
  H2_UNSYNCED;

  private static final Path SETTINGS =
      Path.of("store-server", "src", "main", "resources", "application.properties");

  String url(Path folder) {
    return switch (this) {
      case SQLITE_FULL -> sqlite(folder, "FULL");
      case SQLITE_NORMAL -> sqlite(folder, "NORMAL");
      case SQLITE_OFF -> sqlite(folder, "OFF");
      case H2_SYNCED, H2_UNSYNCED -> "jdbc:h2:file:" + folder.resolve("rows") + ";" + h2Options();
    };
  }

  private static String sqlite(Path folder, String synchronous) {
    return "jdbc:sqlite:"
        + folder.resolve("rows.db")
        + "?journal_mode=WAL&transaction_mode=IMMEDIATE&synchronous="
        + synchronous;
  }

  /** The very options of the store server. */
  private static String h2Options() {
    try {
      Properties properties = new Properties();
      properties.load(
          new StringReader(
              Files.readString(Path.of(System.getProperty("tillstream.home")).resolve(SETTINGS))));
      return properties.getProperty("tillstream.h2.options");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What makes a commit durable, where the commit alone does not. */
  void afterCommit(Statement statement) throws SQLException {
    if (this == H2_SYNCED) {
      statement.execute("CHECKPOINT SYNC");
    }
  }
}
