package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.handshake.Greeting;
import io.tillstream.protocol.handshake.HandshakeOutcome;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.upload.UploadAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * What somebody outside has seen: receipts, confirmations, commits, what was destroyed on purpose.
 * The invariants compare it with what the machines hold.
 */
final class Chronicle {

  /** A receipt in a customer's hand, and what its machine could not know, see {@link Terminal}. */
  record Receipt(Terminal terminal, Entry entry, long unseenAfter) {}

  /** A store has confirmed that it holds a stream up to here. */
  record Confirmation(Store store, DocumentStream stream, Watermark held) {}

  /** A terminal is about to delete these. */
  record Purge(Terminal terminal, List<Entry> entries) {}

  /** A process committed to a store's books. */
  record Commit(Store store, StoreProgram program, int life) {}

  /**
   * A store has told whoever holds a session that it may go on under a name.
   *
   * @param restores how often the store's database had been put back until then
   */
  record Welcome(String session, DocumentStream stream, String incarnation, long restores) {}

  /** A store's database was put back to an earlier seq. */
  record Restore(Store store, Store.Witnessed before, long seq) {}

  /** What a store's books said at the end of a synced commit. */
  record Published(Map<String, Long> reference, Map<String, Long> stock) {}

  /**
   * One log's published states by seq, and from where on the figures hold each document's deal, by
   * itself or because they held it already.
   */
  static final class Timeline {
    final NavigableMap<Long, Published> states = new TreeMap<>();
    final Map<DocumentKey, Long> settled = new HashMap<>();
  }

  final List<Receipt> receipts = new ArrayList<>();
  final List<Confirmation> confirmations = new ArrayList<>();
  final List<Purge> purges = new ArrayList<>();
  final List<Commit> commits = new ArrayList<>();
  final List<Restore> restores = new ArrayList<>();
  final List<Welcome> welcomes = new ArrayList<>();
  final Map<String, Timeline> timelines = new LinkedHashMap<>();
  final Map<String, Receipt> shown = new LinkedHashMap<>();
  final Set<String> destroyed = new HashSet<>();
  final Map<Hash, Entry> made = new HashMap<>();
  final Map<DocumentStream, Long> undetectableAfter = new HashMap<>();

  /** A document was made, whether or not anyone is shown its number. */
  void recorded(Entry entry) {
    made.put(entry.hash(), entry);
  }

  void shown(Terminal terminal, Entry entry) {
    Receipt receipt = new Receipt(terminal, entry, terminal.unseenAfter());
    receipts.add(receipt);
    shown.put(entry.reference(), receipt);
  }

  void acknowledged(Store store, DocumentStream stream, ReceiveDocuments.Reply reply) {
    if (reply.answer() instanceof UploadAnswer.Standing(Watermark held)) {
      confirmations.add(new Confirmation(store, stream, held));
    }
  }

  void purges(Terminal terminal, List<Entry> entries) {
    purges.add(new Purge(terminal, entries));
  }

  void committed(Store store, StoreProgram program) {
    commits.add(new Commit(store, program, program.life()));
  }

  void published(Store store) {
    Books books = store.books();
    Timeline timeline = timelines.computeIfAbsent(books.incarnation, i -> new Timeline());
    if (!timeline.states.containsKey(books.seq)) {
      timeline.states.put(
          books.seq, new Published(Map.copyOf(books.reference), Map.copyOf(books.stock)));
      books.booked.forEach(timeline.settled::putIfAbsent);
      books.heldAlready.forEach(timeline.settled::putIfAbsent);
    }
  }

  void storeRestored(Store store) {
    restores.add(new Restore(store, store.witnessed(), store.books().seq));
  }

  void welcomed(Greeting greeting, GreetTerminal.Reply reply) {
    if (reply.judgement() != null && reply.judgement().outcome() == HandshakeOutcome.OK) {
      long put =
          restores.stream()
              .filter(each -> each.store().id().equals(greeting.stream().store()))
              .count();
      welcomes.add(new Welcome(greeting.session(), greeting.stream(), reply.incarnation(), put));
    }
  }

  /** A copy with its witness was made: what is numbered beyond it can be numbered twice. */
  void undetectableAfter(DocumentStream stream, long n) {
    undetectableAfter.merge(stream, n, Math::min);
  }

  /** Receipts that exist on no disk any more, because disks were put back or scrapped. */
  void destroyed(Set<String> stillSomewhere) {
    shown
        .keySet()
        .forEach(
            reference -> {
              if (!stillSomewhere.contains(reference)) {
                destroyed.add(reference);
              }
            });
  }
}
