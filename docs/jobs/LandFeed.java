import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lands head office's feed in a database of your own, each fact exactly once. Runs until there is
 * no more; let a scheduler start it again and again.
 *
 * <pre>
 * export TILLSTREAM_CREDENTIAL=…        # from POST /api/jobs {"name":"erp"} at head office
 * java -cp h2.jar LandFeed.java http://headoffice:7100 jdbc:h2:./landing
 * </pre>
 *
 * <p>What makes it exactly once: the cursor is kept in the database that the facts go to, and moves
 * in the transaction that brings them. Wherever this program is killed, both are there or neither;
 * the next run asks with the cursor that it finds, and is answered with the same page. Two runs at
 * a time do no harm: the keys let one of them commit.
 *
 * <p>Head office may have been put back to a backup. Then it refuses our newest cursor, because it
 * never heard of it or has something else at that place. So we take back what the newest page
 * brought and ask with the cursor before it, until we are where the backup was made.
 */
public final class LandFeed {

  // The fields that every line begins with, in this order (PROTOCOL.md, "Facts for other programs").
  private static final Pattern FACT =
      Pattern.compile(
          "\\{\"position\":(\\d+),\"store\":\"(\\w+)\",\"ordinal\":(\\d+),\"seq\":(\\d+),"
              + "\"kind\":\"(\\w+)\",\"terminal\":\"(\\w+)\",\"epoch\":(\\d+),\"n\":(\\d+),?.*",
          Pattern.DOTALL);
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\"feed\":1,(?:\"next\":\"([^\"]+)\",)?\"position\":(\\d+),\"head\":\\d+,"
              + "\"facts\":(\\d+).*");

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI headOffice;
  private final String credential;
  private final Connection own;

  LandFeed(URI headOffice, String credential, Connection own) {
    this.headOffice = headOffice;
    this.credential = credential;
    this.own = own;
  }

  public static void main(String[] args) throws Exception {
    if (args.length < 2 || args.length > 4) {
      System.err.println("usage: LandFeed HEAD-OFFICE-URL JDBC-URL [USER [PASSWORD]]");
      System.exit(2);
    }
    String user = args.length > 2 ? args[2] : null;
    String password = args.length > 3 ? args[3] : null;
    try (Connection own = DriverManager.getConnection(args[1], user, password)) {
      long facts =
          new LandFeed(URI.create(args[0]), System.getenv("TILLSTREAM_CREDENTIAL"), own).run();
      System.out.println("landed " + facts + " facts");
    }
  }

  /** Lands everything that there is, and says how many facts that was. */
  long run() throws SQLException, IOException, InterruptedException {
    own.setAutoCommit(false);
    makeTables();
    long facts = 0;
    while (true) {
      String cursor = cursor();
      HttpResponse<String> answer = ask(cursor);
      if (answer.statusCode() == 409 && answer.body().contains("\"code\":\"cursor-refused\"")) {
        takeBackTheNewestPage();
        continue;
      }
      if (answer.statusCode() != 200) {
        throw new IOException("head office answers " + answer.statusCode() + ": " + answer.body());
      }
      // Only \n ends a line; a document that cannot be read may hold a \r.
      List<String> lines = List.of(answer.body().split("\n"));
      Matcher header = HEADER.matcher(lines.getFirst());
      if (!header.matches() || Integer.parseInt(header.group(3)) != lines.size() - 1) {
        throw new IOException("not a whole page of this version: " + lines.getFirst());
      }
      String next = header.group(1);
      if (next == null || next.equals(cursor)) {
        return facts;
      }
      land(lines.subList(1, lines.size()), Long.parseLong(header.group(2)), next);
      facts += lines.size() - 1;
    }
  }

  private HttpResponse<String> ask(String cursor) throws IOException, InterruptedException {
    String after = cursor == null ? "" : URLEncoder.encode(cursor, StandardCharsets.UTF_8);
    return http.send(
        HttpRequest.newBuilder(headOffice.resolve("/feed/v1/facts?limit=1000&after=" + after))
            .header("Authorization", "Bearer " + credential)
            .timeout(Duration.ofMinutes(1))
            .build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** The facts and the cursor after them: both, or neither. */
  private void land(List<String> facts, long position, String next) throws SQLException {
    try (PreparedStatement fact =
            own.prepareStatement(
                "INSERT INTO landed_fact (position, store, ordinal, seq, kind, terminal, epoch, n,"
                    + " body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement page =
            own.prepareStatement("INSERT INTO landed_page (position, next_cursor) VALUES (?, ?)")) {
      for (String line : facts) {
        Matcher fields = FACT.matcher(line);
        if (!fields.matches()) {
          throw new IllegalStateException("not a fact of this version: " + line);
        }
        fact.setLong(1, Long.parseLong(fields.group(1)));
        fact.setString(2, fields.group(2));
        fact.setInt(3, Integer.parseInt(fields.group(3)));
        fact.setLong(4, Long.parseLong(fields.group(4)));
        fact.setString(5, fields.group(5));
        fact.setString(6, fields.group(6));
        fact.setInt(7, Integer.parseInt(fields.group(7)));
        fact.setLong(8, Long.parseLong(fields.group(8)));
        fact.setString(9, line); // your own program would make rows of an order or an invoice here
        fact.addBatch();
      }
      fact.executeBatch();
      page.setLong(1, position);
      page.setString(2, next);
      page.executeUpdate();
    }
    own.commit();
  }

  private String cursor() throws SQLException {
    try (Statement select = own.createStatement();
        ResultSet newest =
            select.executeQuery("SELECT next_cursor FROM landed_page ORDER BY position DESC")) {
      return newest.next() ? newest.getString(1) : null;
    }
  }

  /** The newest page's facts and its cursor: both, or neither. */
  private void takeBackTheNewestPage() throws SQLException {
    try (Statement delete = own.createStatement()) {
      delete.executeUpdate(
          "DELETE FROM landed_fact WHERE position > (SELECT COALESCE(MAX(position), 0) FROM"
              + " landed_page WHERE position < (SELECT MAX(position) FROM landed_page))");
      delete.executeUpdate(
          "DELETE FROM landed_page WHERE position = (SELECT MAX(position) FROM landed_page)");
    }
    own.commit();
  }

  private void makeTables() throws SQLException {
    try (Statement create = own.createStatement()) {
      create.execute(
          "CREATE TABLE IF NOT EXISTS landed_page (position BIGINT NOT NULL PRIMARY KEY,"
              + " next_cursor VARCHAR(64) NOT NULL)");
      create.execute(
          "CREATE TABLE IF NOT EXISTS landed_fact (position BIGINT NOT NULL, store VARCHAR(8) NOT"
              + " NULL, ordinal INT NOT NULL, seq BIGINT NOT NULL, kind VARCHAR(16) NOT NULL,"
              + " terminal VARCHAR(8) NOT NULL, epoch INT NOT NULL, n BIGINT NOT NULL, body TEXT"
              + " NOT NULL, PRIMARY KEY (store, ordinal, seq))");
    }
    own.commit();
  }
}
