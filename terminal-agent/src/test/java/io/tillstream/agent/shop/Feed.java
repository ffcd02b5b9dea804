package io.tillstream.agent.shop;

import static io.tillstream.agent.shop.Answers.problem;
import static io.tillstream.agent.shop.Answers.send;

import com.sun.net.httpserver.HttpExchange;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Buckets;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.Digests;
import io.tillstream.protocol.wire.TableChanges;
import io.tillstream.replica.Replica;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the small store tells what has changed, and what may go wrong with that. */
public final class Feed {

  private final ShopBooks books;
  private final Runnable cutLine;
  private int rowsMax = Integer.MAX_VALUE;
  private int pagesUntilCut = Integer.MAX_VALUE;
  private int pagesUntilSpoilt = Integer.MAX_VALUE;
  private List<Object> spoiltRow;
  private boolean stopped;
  private Runnable afterSums = () -> {};

  Feed(ShopBooks books, Runnable cutLine) {
    this.books = books;
    this.cutLine = cutLine;
  }

  /** Cuts pages so small, and the line after so many of them. */
  public synchronized void pages(int rows, int untilCut) {
    rowsMax = rows;
    pagesUntilCut = untilCut;
  }

  /** After so many good pages, each has one row more, which is not as it should be. */
  public synchronized void spoilsPages(int after, List<Object> row) {
    pagesUntilSpoilt = after;
    spoiltRow = row;
  }

  /** Snapshots come, pages do not. */
  public synchronized void stops(boolean stops) {
    stopped = stops;
  }

  /** Does something right after it has answered with its sums, once. */
  public synchronized void afterItsSums(Runnable next) {
    afterSums = next;
  }

  synchronized void heals() {
    pagesUntilCut = Integer.MAX_VALUE;
    pagesUntilSpoilt = Integer.MAX_VALUE;
  }

  synchronized void changes(HttpExchange exchange) throws IOException {
    if (stopped) {
      throw new IOException("the line is cut before the page");
    }
    if (pagesUntilCut-- <= 0) {
      cutLine.run();
      throw new IOException("the line is cut between two pages");
    }
    Map<String, String> query =
        Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    long after = Long.parseLong(query.getOrDefault("after", "0"));
    String incarnation = query.getOrDefault("incarnation", books.incarnation);
    if (!incarnation.equals(books.incarnation) || after > books.head()) {
      problem(exchange, ProblemCode.CURSOR_REFUSED);
      return;
    }
    int rows = Math.min(rowsMax, Integer.parseInt(query.get("rows")));
    long until = Long.parseLong(query.getOrDefault("until", Long.toString(books.head())));
    ChangePage page = books.page(after, until, rows);
    if (pagesUntilSpoilt-- <= 0) {
      TableChanges table = page.tables().get(0);
      table.rows().add(spoiltRow);
    }
    send(exchange, 200, page);
  }

  synchronized void digests(HttpExchange exchange) throws IOException {
    send(
        exchange,
        200,
        new Digests(
            3, books.incarnation, books.head(), Replica.SCHEMA.version(), books.sums().toBytes()));
    Runnable next = afterSums;
    afterSums = () -> {};
    next.run();
  }

  synchronized void buckets(HttpExchange exchange) throws IOException {
    BitSet asked = new BitSet();
    Arrays.stream(exchange.getRequestURI().getQuery().substring("b=".length()).split(","))
        .forEach(bucket -> asked.set(Integer.parseInt(bucket)));
    send(
        exchange,
        200,
        new Buckets(
            3, books.incarnation, books.head(), Replica.SCHEMA.version(), books.rowsOf(asked)));
  }
}
