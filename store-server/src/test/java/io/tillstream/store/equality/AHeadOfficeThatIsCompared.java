package io.tillstream.store.equality;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.equality.AuditStream;
import io.tillstream.protocol.equality.AuditedDocument;
import io.tillstream.protocol.equality.MovedLine;
import io.tillstream.protocol.equality.StockRow;
import io.tillstream.protocol.equality.StockSums;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.HeldBlock;
import io.tillstream.protocol.wire.HeldBlocks;
import io.tillstream.protocol.wire.HeldBooks;
import io.tillstream.protocol.wire.HeldMovements;
import io.tillstream.protocol.wire.HeldStock;
import io.tillstream.protocol.wire.HeldStreams;
import io.tillstream.store.H2Books;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A head office in a few lines: it holds what it was told, and can be spoilt. */
final class AHeadOfficeThatIsCompared implements AutoCloseable {

  private static final String DOCUMENTS =
      "SELECT terminal, epoch, n, number, hash, body FROM document WHERE seq <= ?";
  private static final String MOVEMENTS =
      "SELECT d.terminal, d.epoch, d.n, m.line, m.from_location, m.to_location, m.item,"
          + " m.quantity_thousandths FROM movement m INNER JOIN document d ON d.seq = m.document_seq"
          + " LEFT JOIN document_release r ON r.document_seq = d.seq"
          + " WHERE d.seq <= ? AND (r.seq IS NULL OR r.seq <= ?) ORDER BY m.id";

  private final ObjectMapper json = new JsonMapper();
  private final HttpServer server;
  private final Map<DocumentStream, TreeMap<Long, Kept>> documents = new HashMap<>();
  private final Map<DocumentKey, List<MovedLine>> movements = new HashMap<>();
  private final Map<DocumentStream, Watermark> heads = new HashMap<>();
  private final Map<Findings.Place, Long> stock = new TreeMap<>();
  private String incarnation;
  private int lives;
  private long seq;
  private int status = 200;

  @SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
  private record Kept(String number, Hash hash, byte[] body) {}

  AHeadOfficeThatIsCompared() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/sync/v1/equality", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Takes in the facts of the store's present life up to a seq; what it has, it keeps. */
  synchronized void follows(H2Books books, long to) throws SQLException {
    String now = books.writer().published().incarnation();
    if (!now.equals(incarnation)) {
      incarnation = now;
      lives++;
    }
    seq = to;
    try (Connection connection = books.database().getConnection();
        PreparedStatement facts = connection.prepareStatement(DOCUMENTS);
        PreparedStatement moved = connection.prepareStatement(MOVEMENTS)) {
      facts.setLong(1, to);
      try (ResultSet row = facts.executeQuery()) {
        while (row.next()) {
          DocumentKey key = key(row);
          Hash hash = Hash.of(row.getBytes(5));
          documents
              .computeIfAbsent(key.stream(), s -> new TreeMap<>())
              .putIfAbsent(key.n(), new Kept(row.getString(4), hash, row.getBytes(6)));
          heads.merge(
              key.stream(),
              new Watermark(key.n(), hash),
              (one, other) -> one.position() >= other.position() ? one : other);
        }
      }
      moved.setLong(1, to);
      moved.setLong(2, to);
      Map<DocumentKey, List<MovedLine>> booked = new HashMap<>();
      try (ResultSet row = moved.executeQuery()) {
        while (row.next()) {
          booked
              .computeIfAbsent(key(row), k -> new ArrayList<>())
              .add(
                  new MovedLine(
                      row.getInt(4),
                      row.getString(5),
                      row.getString(6),
                      row.getString(7),
                      row.getLong(8)));
        }
      }
      booked.forEach(
          (key, lines) -> {
            if (movements.putIfAbsent(key, lines) == null) {
              lines.forEach(this::book);
            }
          });
    }
  }

  private static DocumentKey key(ResultSet row) throws SQLException {
    return new DocumentKey(
        H2Books.SHOP.id(), new TerminalId(row.getString(1)), row.getInt(2), row.getLong(3));
  }

  private void book(MovedLine line) {
    lies(line.item(), line.from(), -line.quantityThousandths());
    lies(line.item(), line.to(), line.quantityThousandths());
  }

  private void lies(String item, String location, long more) {
    if (Location.of(location).isReal()) {
      stock.merge(new Findings.Place(item, location), more, Long::sum);
    }
  }

  /** The row of an item is spoilt. */
  synchronized void has(String item, String location, long thousandths) {
    stock.put(new Findings.Place(item, location), thousandths);
  }

  private static StockRow row(Map.Entry<Findings.Place, Long> entry) {
    return new StockRow(entry.getKey().item(), entry.getKey().location(), entry.getValue());
  }

  /** A movement is gone, and what it did to the stock is not. */
  synchronized void losesTheMovementsOf(DocumentKey key) {
    movements.put(key, List.of());
  }

  /** Of two documents that say the same it has booked another one than the store. */
  synchronized void booksInstead(DocumentKey one, DocumentKey other) {
    movements.put(one, movements.put(other, List.of()));
  }

  /** A document is gone with all that it moved. */
  synchronized void loses(DocumentKey key) {
    documents.get(key.stream()).remove(key.n());
    for (MovedLine line : movements.remove(key)) {
      book(
          new MovedLine(
              line.line(), line.to(), line.from(), line.item(), line.quantityThousandths()));
    }
  }

  /** The end of a chain goes back to an earlier document. */
  synchronized void endsAt(DocumentStream stream, long n) {
    heads.put(stream, new Watermark(n, documents.get(stream).get(n).hash()));
  }

  /** The hash of a document is another one. */
  synchronized void hashes(DocumentKey key, Hash hash) {
    Kept kept = documents.get(key.stream()).get(key.n());
    documents.get(key.stream()).put(key.n(), new Kept(kept.number(), hash, kept.body()));
  }

  /** A byte of a document is another one. */
  synchronized void turnsAByteOf(DocumentKey key) {
    Kept kept = documents.get(key.stream()).get(key.n());
    byte[] body = kept.body().clone();
    body[body.length / 2] ^= 1;
    documents.get(key.stream()).put(key.n(), new Kept(kept.number(), kept.hash(), body));
  }

  synchronized void answersWith(int other) {
    status = other;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> asked =
        exchange.getRequestURI().getQuery() == null
            ? Map.of()
            : Arrays.stream(exchange.getRequestURI().getQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    byte[] body;
    synchronized (this) {
      body = json.writeValueAsBytes(answer(exchange.getRequestURI().getPath(), asked));
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Object answer(String path, Map<String, String> asked) {
    return switch (path.substring("/sync/v1/equality".length())) {
      case "" -> inShort();
      case "/stock" -> stock(asked.get("b"));
      case "/blocks" -> {
        long to = Long.parseLong(asked.get("to"));
        AuditStream audit = new AuditStream(0, Hash.START);
        documents(stream(asked), Long.parseLong(asked.get("after")), to, audit);
        yield new HeldBlocks(3, to, audit.blocks());
      }
      case "/documents" -> {
        long after = Long.parseLong(asked.get("after"));
        Kept before =
            documents.getOrDefault(stream(asked), new TreeMap<>()).get(after); // null where none is
        yield new HeldBlock(
            3,
            documents(
                stream(asked),
                after,
                Long.parseLong(asked.get("to")),
                new AuditStream(
                    after, after == 0 ? Hash.START : before == null ? null : before.hash())));
      }
      case "/movements" ->
          new HeldMovements(
              3,
              incarnation,
              seq,
              movements.getOrDefault(stream(asked).at(Long.parseLong(asked.get("n"))), List.of()));
      default -> throw new IllegalArgumentException(path);
    };
  }

  private HeldBooks inShort() {
    StockSums sums = new StockSums();
    stock.entrySet().forEach(entry -> sums.add(row(entry)));
    List<HeldStreams.HeldStream> streams = new ArrayList<>();
    heads.forEach(
        (stream, head) ->
            streams.add(
                new HeldStreams.HeldStream(
                    stream.terminal(), stream.epoch(), head.position(), head.hash())));
    return new HeldBooks(3, incarnation, lives, seq, streams, sums.sums().toBytes());
  }

  private HeldStock stock(String list) {
    Set<Integer> buckets =
        Arrays.stream(list.split(",", -1)).map(Integer::valueOf).collect(Collectors.toSet());
    return new HeldStock(
        3,
        incarnation,
        seq,
        stock.entrySet().stream()
            .map(AHeadOfficeThatIsCompared::row)
            .filter(row -> buckets.contains(StockSums.bucketOf(row.item())))
            .toList(),
        null);
  }

  private List<AuditedDocument> documents(
      DocumentStream stream, long after, long to, AuditStream audit) {
    List<AuditedDocument> all = new ArrayList<>();
    documents
        .getOrDefault(stream, new TreeMap<>())
        .subMap(after, false, to, true)
        .forEach(
            (n, kept) ->
                all.add(
                    audit.next(
                        n,
                        kept.number(),
                        kept.hash(),
                        kept.body(),
                        movements.getOrDefault(stream.at(n), List.of()))));
    return all;
  }

  private static DocumentStream stream(Map<String, String> asked) {
    return new DocumentStream(
        H2Books.SHOP.id(),
        new TerminalId(asked.get("terminal")),
        Integer.parseInt(asked.get("epoch")));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
