package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.ChainedRecord;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.upload.Backoff;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.upload.UploadState;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends a store's facts up, and fetches back what a restored store has lost. */
final class Uplink {

  private static final long PERIOD_MILLIS = 500;
  private static final int FACTS_MAX = 20;
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

  private final StoreProgram program;
  private final Store store;
  private String incarnation;
  private UploadState state;
  private long restedAt;
  private boolean asking;
  private final Set<DocumentStream> parted = new HashSet<>(); // head office has another history

  Uplink(StoreProgram program) {
    this.program = program;
    this.store = program.store();
  }

  void begin() {
    resume();
    tick();
  }

  private void resume() {
    incarnation = store.books().incarnation;
    parted.clear();
    state = new UploadState.Ready(store.books().uplinked);
  }

  private void tick() {
    program.later(PERIOD_MILLIS, this::tick);
    if (!incarnation.equals(store.books().incarnation)) {
      resume();
    }
    if (store.books().healing) {
      heal();
      return;
    }
    switch (state) {
      case UploadState.Ready ready -> send(ready);
      case UploadState.Resting resting -> {
        if (program.world().now() >= restedAt) {
          state = resting.rested();
        }
      }
      case UploadState.InFlight inFlight -> {
        // One envelope at a time.
      }
      case UploadState.Forked forked -> {
        // Head office knows more of this log than the log itself; the witness should have told.
      }
    }
  }

  boolean isDrained() {
    return !store.books().healing
        && incarnation.equals(store.books().incarnation)
        && state.acknowledged().position() >= program.published();
  }

  private void send(UploadState.Ready ready) {
    Watermark from = ready.acknowledged();
    long head = program.published();
    if (from.position() >= head) {
      return;
    }
    ChainedBatch envelope = facts(from, head, FACTS_MAX);
    UploadState.InFlight sent = ready.offer(envelope.to());
    state = sent;
    String log = incarnation;
    program.<UploadAnswer>call(
        store,
        answer -> store.headOffice().receive(store.id(), log, envelope, answer),
        answer -> answered(log, sent, envelope, answer));
  }

  private void answered(
      String log, UploadState.InFlight sent, ChainedBatch envelope, Optional<UploadAnswer> answer) {
    if (!log.equals(incarnation)) {
      return;
    }
    UploadAnswer said = answer.orElse(new UploadAnswer.NoAnswer());
    Watermark own = own(said, envelope.from());
    state = sent.answered(said, own, BACKOFF, program.world().dice().below(1001, program));
    if (state instanceof UploadState.Resting resting) {
      restedAt = program.world().now() + resting.rest().toMillis();
    }
    if (state instanceof UploadState.Ready ready) {
      Map<DocumentStream, Long> held = heldUpTo(ready.acknowledged().position());
      program.writer().offer(books -> uplinked(books, log, ready.acknowledged(), held), ok -> {});
    }
  }

  /** The facts after a watermark, up to a seq. */
  private ChainedBatch facts(Watermark from, long upTo, int factsMax) {
    List<LogRow> rows =
        store.books().log.subMap(from.position(), false, upTo, true).values().stream()
            .filter(row -> factOf(row).isPresent())
            .limit(factsMax)
            .toList();
    long to = rows.size() < factsMax ? upTo : rows.getLast().seq();
    return ChainedBatch.after(
        from,
        rows.stream().map(r -> new ChainedRecord(r.seq(), factOf(r).orElseThrow())).toList(),
        to);
  }

  /** The store's own watermark where head office says it stands. */
  private Watermark own(UploadAnswer answer, Watermark from) {
    Watermark standing =
        switch (answer) {
          case UploadAnswer.Standing(Watermark at) -> at;
          case UploadAnswer.GapAt(Watermark at) -> at;
          case UploadAnswer.ForkAt(Watermark at) -> at;
          case UploadAnswer.NoAnswer() -> from;
        };
    if (standing.position() <= from.position()) {
      return standing; // head office compares the next envelope itself
    }
    long reached = Math.min(standing.position(), program.published());
    return facts(from, reached, Integer.MAX_VALUE).to();
  }

  private static boolean uplinked(
      Books books, String log, Watermark reached, Map<DocumentStream, Long> held) {
    if (books.incarnation.equals(log)) {
      books.uplinked = reached;
      held.forEach((stream, n) -> books.headOffice.merge(stream, n, Math::max));
    }
    return true;
  }

  private Map<DocumentStream, Long> heldUpTo(long seq) {
    Map<DocumentStream, Long> held = new HashMap<>();
    store.books().streams.forEach((stream, book) -> held.put(stream, book.upTo(seq)));
    return held;
  }

  private void heal() {
    if (asking) {
      return;
    }
    asking = true;
    Map<DocumentStream, Watermark> standings = new HashMap<>();
    store.books().streams.forEach((stream, book) -> standings.put(stream, book.standing()));
    program.<HeadOffice.Holdings>call(
        store,
        answer -> store.headOffice().documentsAfter(store.id(), standings, answer),
        answer -> {
          asking = false;
          answer.ifPresent(this::takeBack);
        });
  }

  private void takeBack(HeadOffice.Holdings holdings) {
    Writer writer = program.writer();
    Map<DocumentStream, ChainedBatch> lost = new HashMap<>(holdings.lost());
    lost.keySet().removeAll(parted);
    lost.forEach(
        (stream, batch) ->
            writer.offer(
                ReceiveDocuments.ofHeadOffice(program.world(), stream, batch, holdings.booked()),
                reply -> {
                  if (reply.answer() instanceof UploadAnswer.ForkAt) {
                    parted.add(stream); // a person has to look at it
                  }
                }));
    if (lost.isEmpty()) {
      writer.offer(
          books -> {
            books.healing = false;
            ChangeReference.release(books, holdings.booked());
            holdings.standings().forEach((stream, n) -> books.headOffice.put(stream, n));
            return true;
          },
          done -> {});
    }
  }

  private static Optional<byte[]> factOf(LogRow row) {
    return switch (row) {
      case LogRow.Received(long seq, DocumentKey key, byte[] fact) -> Optional.of(fact);
      case LogRow.Released(long seq, DocumentKey key, byte[] fact) -> Optional.of(fact);
      case LogRow.Reference reference -> Optional.empty();
      case LogRow.Stock stock -> Optional.empty();
    };
  }
}
