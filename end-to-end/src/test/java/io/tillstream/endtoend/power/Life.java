package io.tillstream.endtoend.power;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One life of {@link WriteRows}, from its start to the power cut, and what is found afterwards. */
final class Life {

  private Life() {}

  /**
   * What became of the rows.
   *
   * @param told the last one whose commit had returned
   * @param found how many there are, none missing in between; 0 when not even the table is there
   */
  record Rows(int told, int found) {}

  /** Lives until at least so many were told. */
  static Rows of(Engine engine, ForgetfulDisk disk, Path folder, int atLeast)
      throws IOException, InterruptedException, SQLException {
    Path live = Files.createDirectories(folder.resolve("live"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dtillstream.home=" + System.getProperty("tillstream.home"),
            "-cp",
            classPath(),
            WriteRows.class.getName(),
            engine.name(),
            live.toRealPath().toString());
    builder.environment().putAll(disk.under(live));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    int told = -1;
    try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
      while (told < atLeast) {
        String line = said.readLine();
        if (line == null) {
          throw new IOException("it ended by itself after " + told);
        }
        told = Integer.parseInt(line);
      }
      process.toHandle().destroyForcibly(); // which leaves open what it had said
      process.waitFor();
      // What it had said but was not read yet was told too.
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        told = Math.max(told, Integer.parseInt(line));
      }
    }
    disk.keepsWhatWasSynced(live);
    return new Rows(told, count(engine, live));
  }

  private static int count(Engine engine, Path live) throws SQLException {
    try (Connection connection = DriverManager.getConnection(engine.url(live));
        Statement statement = connection.createStatement()) {
      try (ResultSet found = statement.executeQuery("SELECT COUNT(*), MAX(n) FROM told")) {
        found.next();
        return found.getInt(1) == found.getInt(2) ? found.getInt(1) : -1;
      } catch (SQLException e) {
        return 0; // the power failed so early that the table is not there
      }
    }
  }

  private static String classPath() {
    return Stream.of(WriteRows.class, org.sqlite.JDBC.class, org.h2.Driver.class)
        .map(Life::location)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
