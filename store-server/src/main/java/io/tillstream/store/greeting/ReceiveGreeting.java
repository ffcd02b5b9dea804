package io.tillstream.store.greeting;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.handshake.Greeting;
import io.tillstream.protocol.handshake.Handshake;
import io.tillstream.protocol.handshake.HandshakeOutcome;
import io.tillstream.protocol.handshake.HandshakeReason;
import io.tillstream.protocol.handshake.Judgement;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.store.document.Journal;
import io.tillstream.store.fleet.Sessions;
import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.Command;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a greeting and remembers the session of who may go on, in one transaction with whatever
 * else the writer commits: two agents that greet at the same moment are judged one after the other
 * (I11).
 *
 * @param greeting what the terminal says
 * @param found what the terminal has found out by itself, or null
 */
record ReceiveGreeting(Greeting greeting, HandshakeReason found) implements Command<Greeted> {

  @Override
  public Greeted applyTo(Batch batch) throws SQLException {
    DocumentStream stream = greeting.stream();
    Watermark standing = batch.standing(stream);
    if (Handshake.storeWentBack(greeting, standing, batch.incarnation(), batch.before().seq())) {
      return storeWentBack(batch, standing);
    }
    Judgement judgement = found == null ? judge(batch, standing) : ended(found);
    if (judgement.outcome() == HandshakeOutcome.OK) {
      Sessions.take(batch, stream, greeting.session());
    } else {
      Sessions.refuse(batch, stream, judgement.reason());
    }
    return new Greeted(judgement, standing, batch.incarnation());
  }

  /** The store has lost what it once confirmed: no terminal can be judged by what it knew. */
  private Greeted storeWentBack(Batch batch, Watermark standing) throws SQLException {
    Sessions.take(batch, greeting.stream(), greeting.session());
    return new Greeted(
        new Judgement(HandshakeOutcome.OK, HandshakeReason.AGREES), standing, batch.incarnation());
  }

  private Judgement judge(Batch batch, Watermark standing) throws SQLException {
    Map<Long, Hash> held = new HashMap<>();
    for (Watermark claimed : new Watermark[] {greeting.head(), greeting.acknowledged()}) {
      long n = claimed.position();
      if (n > 0 && n < standing.position()) {
        held.putAll(Journal.of(batch).hashes(greeting.stream(), n - 1, n));
      }
    }
    held.put(standing.position(), standing.hash());
    return Handshake.judge(
        greeting,
        standing,
        n -> Optional.ofNullable(held.get(n)),
        Sessions.known(batch, greeting.stream()));
  }

  private static Judgement ended(HandshakeReason reason) {
    return new Judgement(
        switch (reason) {
          case RESTORED -> HandshakeOutcome.BEHIND;
          case PARTED, COPIED, AGREES -> HandshakeOutcome.FORK;
        },
        reason);
  }
}
