package io.tillstream.headoffice;

import static io.tillstream.headoffice.AJob.aJobUpToDate;
import static io.tillstream.headoffice.AStore.aStore;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example job of docs/jobs lands each fact once, wherever it dies. */
@QuarkusTest
class LandFeedTest {

  private static final Path SOURCE =
      Path.of(System.getProperty("tillstream.home", ".."), "docs", "jobs", "LandFeed.java");

  @TempDir static Path classes;

  @Inject DataSource headOffice;

  private final String landing = "jdbc:h2:mem:landing-" + UUID.randomUUID();
  private AJob job;
  private Connection keptOpen;

  @BeforeAll
  static void compiles() {
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-Xlint:all",
                    "-Werror",
                    "-d",
                    classes.toString(),
                    SOURCE.toString()))
        .isZero();
  }

  /** The landing begins where all that other tests have delivered ends. */
  @BeforeEach
  void begins() throws Exception {
    AStore first = aStore();
    sells(first, first.terminal("T1"));
    job = aJobUpToDate();
    keptOpen = DriverManager.getConnection(landing);
    String credential = job.credential;
    job.credential = "none yet";
    assertThat(failureOf(keptOpen)).hasMessageContaining("401");
    job.credential = credential;
    keptOpen.setAutoCommit(true);
    try (PreparedStatement insert =
        keptOpen.prepareStatement(
            "INSERT INTO landed_page (position, next_cursor) VALUES (?, ?)")) {
      insert.setLong(1, Long.parseLong(job.cursor.substring(0, job.cursor.indexOf('.'))));
      insert.setString(2, job.cursor);
      insert.executeUpdate();
    }
  }

  @AfterEach
  void ends() throws SQLException {
    keptOpen.close();
  }

  @Test
  void whereverItIsKilledEachFactIsLandedOnce() throws Exception {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    boolean finished = false;
    int kills = 0;
    for (int at = 1; !finished && at < 100; at++) {
      for (boolean before : List.of(true, false)) {
        sells(store, till);
        DyingConnection dying = new DyingConnection(landing, at, before);
        finished = failureOf(dying.connection()) == null;
        kills += finished ? 0 : 1;
        dying.close();
      }
    }
    run();

    // Before and after each of its eight statements and commits.
    assertThat(kills).isEqualTo(16);
    assertThat(landed()).isEqualTo(held()).hasSizeGreaterThan(kills);
  }

  @Test
  void fedTwiceItLandsNothingTwice() throws Exception {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    store.accepts(till.sells("A \"b\" Ω\u2028", 1));
    ATerminal.Made open = till.sellsUnknown("NEW", 1);
    store.parks(open, "NEW");
    store.findsUnreadable(till.makes("{\"odd\":\r\"\u2028\"}"));
    store.releases(open.key(), new TreeMap<>(Map.of(0, true)));
    sells(store, till);

    run();
    List<String> once = landed();
    run();

    assertThat(landed()).isEqualTo(once).isEqualTo(held()).hasSize(4);
  }

  @Test
  void twoAtATimeLandEachFactOnce() throws Exception {
    AStore store = aStore();
    sells(store, store.terminal("T1"));
    // The other one lands the page between this one's answer and its commit.
    DyingConnection slow = new DyingConnection(landing, () -> run());

    assertThat(failureOf(slow.connection())).isInstanceOf(SQLException.class);
    slow.close();
    run();

    assertThat(landed()).isEqualTo(held()).hasSize(1);
  }

  @Test
  void whenHeadOfficeWasPutBackItTakesBackWhatIsNotThereAnyMore() throws Exception {
    AStore store = aStore();
    ATerminal till = store.terminal("T1");
    sells(store, till);
    run();
    for (int page = 0; page < 3; page++) {
      sells(store, till);
      run();
    }
    List<String> landedBefore = landed();

    ABackup.putBack(headOffice, store, 2);
    AStore other = aStore();
    sells(other, other.terminal("T1"));
    boolean finished = false;
    for (int at = 1; !finished && at < 100; at++) { // killed on its way back, too
      DyingConnection dying = new DyingConnection(landing, at, at % 2 == 0);
      finished = failureOf(dying.connection()) == null;
      dying.close();
    }

    assertThat(landed()).isEqualTo(held()).hasSize(3).startsWith(landedBefore.get(0));
    store.delivers(store.envelope(2, store.head())).statusCode(200);
    run();
    assertThat(landed()).isEqualTo(held()).hasSize(5);
  }

  @Test
  void theCommandOfItsReadMeWorks(@TempDir Path directory) throws Exception {
    AStore store = aStore();
    sells(store, store.terminal("T1"));
    String h2 =
        Path.of(org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                h2,
                SOURCE.toAbsolutePath().toString(),
                "http://localhost:" + RestAssured.port,
                "jdbc:h2:./landing")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("said").toFile());
    command.environment().put("TILLSTREAM_CREDENTIAL", job.credential);

    assertThat(command.start().waitFor()).as(() -> read(directory.resolve("said"))).isZero();

    job.cursor = null;
    assertThat(read(directory.resolve("said"))).isEqualTo("landed " + held().size() + " facts\n");
    try (Connection own = DriverManager.getConnection("jdbc:h2:" + directory.resolve("landing"))) {
      assertThat(landed(own)).isEqualTo(held());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void sells(AStore store, ATerminal till) {
    store.accepts(till.sells("A", 1));
    store.delivers(store.everything()).statusCode(200);
  }

  /** Everything that head office holds after the place where the landing began. */
  private List<String> held() {
    String begin = job.cursor;
    List<String> facts = job.reads(10_000);
    job.cursor = begin;
    return facts;
  }

  private List<String> landed() throws SQLException {
    return landed(keptOpen);
  }

  private static List<String> landed(Connection own) throws SQLException {
    List<String> facts = new ArrayList<>();
    try (Statement select = own.createStatement();
        ResultSet row =
            select.executeQuery("SELECT body FROM landed_fact ORDER BY position, seq")) {
      while (row.next()) {
        facts.add(row.getString(1));
      }
    }
    return facts;
  }

  private Object run() throws Exception {
    try (Connection own = DriverManager.getConnection(landing)) {
      Throwable failure = failureOf(own);
      if (failure != null) {
        throw new AssertionError(failure);
      }
      return null;
    }
  }

  /** What ended it, or null when it landed everything. */
  private Throwable failureOf(Connection own) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      Class<?> program = loader.loadClass("LandFeed");
      Constructor<?> begin =
          program.getDeclaredConstructor(URI.class, String.class, Connection.class);
      Method run = program.getDeclaredMethod("run");
      begin.setAccessible(true);
      run.setAccessible(true);
      run.invoke(
          begin.newInstance(
              URI.create("http://localhost:" + RestAssured.port), job.credential, own));
      return null;
    } catch (InvocationTargetException e) {
      return e.getCause();
    }
  }
}
