package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Reception;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.protocol.stock.Movement;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.Fact;
import io.tillstream.protocol.wire.FactRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Head office's database. */
final class HeadOfficeBooks implements Database.State<HeadOfficeBooks> {

  /** How far one log of one store has come. */
  record Log(StoreId store, String incarnation) {}

  final Map<Log, Watermark> logs = new HashMap<>();
  final Map<DocumentStream, StreamBook> streams = new HashMap<>();

  /** Other documents at places that are taken, by their chain: kept, and for a person to settle. */
  final Map<DocumentKey, Set<Hash>> aside = new HashMap<>();

  final Set<DocumentKey> booked = new HashSet<>();
  final Map<StoreId, Map<String, Long>> stock = new HashMap<>();
  final Set<StoreId> parked = new HashSet<>();

  @Override
  public HeadOfficeBooks copy() {
    HeadOfficeBooks copy = new HeadOfficeBooks();
    copy.logs.putAll(logs);
    streams.forEach((stream, book) -> copy.streams.put(stream, book.copy()));
    aside.forEach((key, hashes) -> copy.aside.put(key, new HashSet<>(hashes)));
    copy.booked.addAll(booked);
    stock.forEach((store, figures) -> copy.stock.put(store, new TreeMap<>(figures)));
    copy.parked.addAll(parked);
    return copy;
  }

  Map<String, Long> stockOf(StoreId store) {
    return stock.computeIfAbsent(store, s -> new TreeMap<>());
  }

  /** An envelope of facts; the whole of it, or nothing. */
  UploadAnswer receive(StoreId store, String incarnation, ChainedBatch envelope, List<Fact> facts) {
    Log log = new Log(store, incarnation);
    Watermark standing = logs.getOrDefault(log, Watermark.START);
    return switch (Reception.of(standing, envelope, Reception.History.ONLY_THE_WATERMARK)) {
      case Reception.Fresh(int firstNew) -> {
        for (int i = firstNew; i < facts.size(); i++) {
          if (!apply(store, facts.get(i), envelope.records().get(i).line())) {
            parked.add(store);
            yield new UploadAnswer.NoAnswer();
          }
        }
        logs.put(log, envelope.to());
        yield new UploadAnswer.Standing(envelope.to());
      }
      case Reception.Repeated repeated -> new UploadAnswer.Standing(standing);
      case Reception.Gap gap -> new UploadAnswer.GapAt(standing);
      case Reception.Fork fork -> new UploadAnswer.ForkAt(standing);
    };
  }

  private boolean apply(StoreId store, Fact fact, byte[] line) {
    if (fact.kind().equals(Fact.RELEASE)) {
      DocumentKey key =
          new DocumentKey(store, new TerminalId(fact.terminal()), fact.epoch(), fact.n());
      StreamBook book = streams.get(key.stream());
      if (key.n() > book.held().size()) {
        return aside.containsKey(key);
      }
      book(store, key, book.held().get((int) key.n() - 1).line(), fact.resolved());
      return true;
    }
    byte[] bytes = FactRecord.documentBytes(line);
    Optional<Document> document = ReadDocument.of(bytes);
    DocumentKey key =
        document
            .map(Document::key)
            .orElseGet(
                () ->
                    new DocumentKey(
                        store, new TerminalId(fact.terminal()), fact.epoch(), fact.n()));
    StreamBook book = streams.computeIfAbsent(key.stream(), s -> new StreamBook());
    if (key.n() == book.held().size() + 1
        && book.standing().hash().then(bytes).equals(fact.hash())) {
      book.add(fact.hash(), bytes, fact.seq());
    } else if (!book.hashAt(key.n()).equals(Optional.of(fact.hash()))) {
      return keepAside(key, bytes, fact.hash());
    }
    if (fact.verdict() == Verdict.ACCEPTED) {
      book(store, key, bytes, fact.resolved());
    }
    return true;
  }

  private boolean keepAside(DocumentKey key, byte[] bytes, Hash hash) {
    if (branchesAt(key.stream(), key.n() - 1).noneMatch(b -> b.then(bytes).equals(hash))) {
      return false;
    }
    aside.computeIfAbsent(key, k -> new HashSet<>()).add(hash);
    return true;
  }

  /** The chains of all documents at a place: the one that counts, and those beside it. */
  Stream<Hash> branchesAt(DocumentStream stream, long n) {
    return Stream.concat(
        streams.get(stream).hashAt(n).stream(),
        n == 0 ? Stream.empty() : aside.getOrDefault(stream.at(n), Set.of()).stream());
  }

  private void book(StoreId store, DocumentKey key, byte[] bytes, Map<Integer, Boolean> resolved) {
    if (!booked.add(key)) {
      return;
    }
    Document document = ReadDocument.of(bytes).orElseThrow();
    Map<Integer, Boolean> decided = resolved == null ? Map.of() : resolved;
    for (Movement movement : Booking.replay(document, decided).movements()) {
      stockOf(store)
          .merge(movement.item(), movement.effectAt(Location.SHOP_FLOOR).thousandths(), Long::sum);
    }
  }
}
