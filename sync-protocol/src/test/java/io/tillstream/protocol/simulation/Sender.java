package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.upload.Backoff;
import io.tillstream.protocol.upload.UploadAnswer;
import io.tillstream.protocol.upload.UploadState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sends documents to the store: those of earlier lives first, one batch in flight per life. */
final class Sender {

  private static final long PERIOD_MILLIS = 400;
  static final int BATCH_MAX = 6;
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

  private final Agent agent;
  private final Terminal terminal;
  private final Map<DocumentStream, UploadState> lanes = new HashMap<>();
  private final Map<DocumentStream, Long> restedAt = new HashMap<>();
  private boolean asking;

  Sender(Agent agent) {
    this.agent = agent;
    this.terminal = agent.terminal();
  }

  UploadState lane(DocumentStream stream) {
    return lanes.get(stream);
  }

  void begin() throws DiskFull {
    tick();
  }

  /** The store may stand elsewhere than it said before. */
  void startOver() {
    lanes.clear();
  }

  private void tick() throws DiskFull {
    agent.later(PERIOD_MILLIS, this::tick);
    if (!agent.mayUpload()) {
      return;
    }
    for (Life life : terminal.journal().lives()) {
      if (life.isPending()) {
        advance(life);
        return;
      }
    }
  }

  private void advance(Life life) throws DiskFull {
    DocumentStream stream = life.stream();
    switch (lanes.computeIfAbsent(stream, s -> new UploadState.Ready(life.acknowledged()))) {
      case UploadState.Ready ready -> send(life, ready);
      case UploadState.Resting resting -> {
        if (agent.world().now() >= restedAt.get(stream)
            && agent.world().protects(Protection.TRY_AGAIN)) {
          lanes.put(stream, resting.rested());
        }
      }
      case UploadState.InFlight inFlight -> {
        // One batch at a time.
      }
      case UploadState.Forked forked -> {
        if (life == terminal.journal().life()) {
          agent.loseIdentity(Journal.Identity.FORKED);
        } else {
          findWhereHistoriesPart(stream);
        }
      }
    }
  }

  private void send(Life life, UploadState.Ready ready) {
    DocumentStream stream = life.stream();
    ChainedBatch batch =
        life.cut(ready.acknowledged(), 1 + agent.world().dice().below(BATCH_MAX, agent));
    UploadState.InFlight sent = ready.offer(batch.to());
    lanes.put(stream, sent);
    int credential = terminal.stream().epoch();
    agent.<ReceiveDocuments.Reply>call(
        terminal,
        answer ->
            terminal
                .store()
                .listener()
                .ifPresent(store -> store.receive(stream, credential, batch, answer)),
        reply -> answered(sent, stream, reply));
  }

  private void answered(
      UploadState.InFlight sent, DocumentStream stream, Optional<ReceiveDocuments.Reply> reply)
      throws DiskFull {
    if (lanes.get(stream) != sent) {
      return; // the handshake has told since where the store stands
    }
    UploadAnswer answer =
        reply.map(ReceiveDocuments.Reply::answer).orElse(new UploadAnswer.NoAnswer());
    Life life = terminal.journal().life(stream);
    UploadState next =
        sent.answered(answer, own(life, answer), BACKOFF, agent.world().dice().below(1001, agent));
    lanes.put(stream, next);
    agent.refuse(reply.isPresent() && reply.get().refused());
    if (next instanceof UploadState.Resting resting) {
      restedAt.put(stream, agent.world().now() + resting.rest().toMillis());
      if (agent.world().protects(Protection.TRY_AGAIN)) {
        agent.greeter().greet();
      }
    }
    if (next instanceof UploadState.Ready ready) {
      keep(stream, ready.acknowledged(), reply.orElseThrow().headOffice());
    }
  }

  private static Watermark own(Life life, UploadAnswer answer) {
    return switch (answer) {
      case UploadAnswer.Standing(Watermark standing) -> life.ownAt(standing);
      case UploadAnswer.GapAt(Watermark standing) -> life.ownAt(standing);
      case UploadAnswer.ForkAt(Watermark standing) -> life.ownAt(standing);
      case UploadAnswer.NoAnswer() -> life.head();
    };
  }

  private void keep(DocumentStream stream, Watermark acknowledged, long headOffice)
      throws DiskFull {
    agent.effect(
        () ->
            terminal
                .journalDatabase()
                .commit(
                    journal -> {
                      journal.life(stream).acknowledge(acknowledged);
                      journal.life(stream).headOfficeHolds(headOffice);
                    }));
    agent.effect(terminal.journalDatabase()::sync);
  }

  private void findWhereHistoriesPart(DocumentStream stream) {
    if (asking) {
      return;
    }
    asking = true;
    agent.<StoreProgram.Known>call(
        terminal,
        answer ->
            terminal.store().listener().ifPresent(store -> store.tellWhatIsKnown(stream, answer)),
        answer -> {
          asking = false;
          if (answer.isPresent() && agent.mayNumber()) {
            Life life = terminal.journal().life(stream);
            StoreProgram.Known known = answer.get();
            agent.recorder().makeAnew(life, lastCommon(life, known.stream()), known.references());
            lanes.remove(stream);
          }
        });
  }

  private static long lastCommon(Life life, StreamBook store) {
    long common = life.purged().position();
    for (Entry entry : life.entries()) {
      Optional<Hash> there = store.hashAt(entry.n());
      if (!there.equals(Optional.of(entry.hash()))) {
        break;
      }
      common = entry.n();
    }
    return common;
  }
}
