package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Movement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A store's database. Changed by {@link Command}s alone. */
final class Books implements Database.State<Books> {

  final NavigableMap<Long, LogRow> log = new TreeMap<>();
  final Map<String, Long> reference = new TreeMap<>();
  final Map<String, Long> stock = new TreeMap<>();
  final Map<DocumentStream, StreamBook> streams = new LinkedHashMap<>();
  final Map<DocumentKey, Long> booked = new HashMap<>();
  final Map<DocumentKey, Long> heldAlready = new HashMap<>(); // the same deal under another name
  final Map<DocumentKey, Document> parked = new LinkedHashMap<>();
  final Map<TerminalId, Integer> granted = new HashMap<>();
  final Map<TerminalId, String> sessions = new HashMap<>();
  final Map<DocumentStream, Long> headOffice = new HashMap<>();
  String incarnation;
  Watermark uplinked = Watermark.START;
  long leader;
  long seq;
  long floor;
  int epochFloor;
  boolean healing;

  Books(String incarnation) {
    this.incarnation = incarnation;
  }

  @Override
  public Books copy() {
    Books copy = new Books(incarnation);
    copy.log.putAll(log);
    copy.reference.putAll(reference);
    copy.stock.putAll(stock);
    streams.forEach((stream, book) -> copy.streams.put(stream, book.copy()));
    copy.booked.putAll(booked);
    copy.heldAlready.putAll(heldAlready);
    copy.parked.putAll(parked);
    copy.granted.putAll(granted);
    copy.sessions.putAll(sessions);
    copy.headOffice.putAll(headOffice);
    copy.uplinked = uplinked;
    copy.leader = leader;
    copy.seq = seq;
    copy.floor = floor;
    copy.epochFloor = epochFloor;
    copy.healing = healing;
    return copy;
  }

  StreamBook book(DocumentStream stream) {
    return streams.computeIfAbsent(stream, s -> new StreamBook());
  }

  Watermark standing(DocumentStream stream) {
    StreamBook book = streams.get(stream);
    return book == null ? Watermark.START : book.standing();
  }

  long nextSeq() {
    return ++seq;
  }

  void append(LogRow row) {
    log.put(row.seq(), row);
  }

  /** Whether a terminal with the credential of an epoch may send documents of a stream. */
  boolean admits(int credential, DocumentStream stream) {
    return granted.getOrDefault(stream.terminal(), 0) == credential && stream.epoch() <= credential;
  }

  /** A new life of the change log, after the old one lost its end (I18). */
  void beginIncarnation(String fresh, int lastEpoch) {
    incarnation = fresh;
    uplinked = Watermark.START;
    sessions.clear();
    healing = true;
    epochFloor = lastEpoch; // epochs were granted that are forgotten now; none is granted twice
  }

  /** The highest epoch that any terminal was ever granted. */
  int highestEpoch() {
    return Math.max(
        epochFloor, granted.values().stream().mapToInt(Integer::intValue).max().orElse(0));
  }

  int epochSum() {
    return granted.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Books movements, and puts the new figures into the log. */
  void book(DocumentKey key, List<Movement> movements) {
    booked.put(key, seq);
    Set<String> changed = new TreeSet<>();
    for (Movement movement : movements) {
      stock.merge(movement.item(), movement.effectAt(Location.SHOP_FLOOR).thousandths(), Long::sum);
      changed.add(movement.item());
    }
    for (String item : changed) {
      append(new LogRow.Stock(nextSeq(), item, stock.get(item)));
    }
  }

  boolean knows(String item) {
    return reference.containsKey("item:" + item);
  }

  /** How far each stream of a terminal is in the figures, as of a seq. */
  Map<DocumentStream, Long> applied(TerminalId terminal, long upTo) {
    Map<DocumentStream, Long> applied = new HashMap<>();
    streams.forEach(
        (stream, book) -> {
          if (stream.terminal().equals(terminal)) {
            applied.put(stream, book.upTo(upTo));
          }
        });
    return applied;
  }

  /** Whether another document of the terminal tells of the same deal. */
  boolean holdsDealOf(Document document) {
    return streams.entrySet().stream()
        .filter(each -> each.getKey().terminal().equals(document.terminal()))
        .flatMap(each -> each.getValue().held().stream())
        .flatMap(held -> ReadDocument.of(held.line()).stream())
        .anyMatch(
            held ->
                held.reference().equals(document.reference())
                    && !held.key().equals(document.key()));
  }

  /** Which documents of a terminal are not in the figures, as of a seq, though they came. */
  Set<DocumentKey> parked(TerminalId terminal, long upTo) {
    Set<DocumentKey> waiting = new HashSet<>();
    parked.keySet().stream().filter(key -> key.terminal().equals(terminal)).forEach(waiting::add);
    for (LogRow row : log.tailMap(upTo, false).values()) {
      if (row instanceof LogRow.Released released && released.key().terminal().equals(terminal)) {
        waiting.add(released.key());
      }
    }
    return waiting;
  }

  Map<DocumentStream, Long> headOffice(TerminalId terminal) {
    Map<DocumentStream, Long> held = new HashMap<>();
    headOffice.forEach(
        (stream, n) -> {
          if (stream.terminal().equals(terminal)) {
            held.put(stream, n);
          }
        });
    return held;
  }

  /** Everything that terminals see, as of now. */
  Snapshot snapshot(TerminalId terminal) {
    return new Snapshot(
        new Cursor(incarnation, seq),
        reference,
        stock,
        applied(terminal, seq),
        parked(terminal, seq));
  }
}
