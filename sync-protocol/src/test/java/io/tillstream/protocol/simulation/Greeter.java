package io.tillstream.protocol.simulation;

import io.tillstream.protocol.handshake.Greeting;
import io.tillstream.protocol.handshake.Handshake;
import io.tillstream.protocol.handshake.HandshakeOutcome;
import io.tillstream.protocol.handshake.HandshakeReason;
import io.tillstream.protocol.handshake.Judgement;
import io.tillstream.protocol.handshake.Sessions;
import io.tillstream.protocol.upload.Backoff;
import java.time.Duration;
import java.util.Optional;

/** Greets the store at the start, on each reconnection, and when the store's log is another one. */
final class Greeter {

  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(15));

  private static final long PERIOD_MILLIS = 1_000;

  private final Agent agent;
  private final Terminal terminal;
  private boolean begun;
  private boolean greeting;
  private int failures;
  private long restedAt;

  Greeter(Agent agent) {
    this.agent = agent;
    this.terminal = agent.terminal();
  }

  void begin() throws DiskFull {
    if (terminal.journal().identity() == Journal.Identity.OK) {
      beginSession();
      greet();
      tick();
    }
  }

  /** Whatever went wrong on the way, it is tried again. */
  private void tick() {
    agent.later(PERIOD_MILLIS, this::tick);
    if (!agent.mayUpload() && agent.world().now() >= restedAt) {
      greet();
    }
  }

  private Sessions sessions() {
    return terminal.witness().orElseThrow().sessions();
  }

  private void beginSession() throws DiskFull {
    begun = sessions().isConfirmed();
    Sessions next = sessions().begin(terminal.freshSession());
    agent.effect(() -> terminal.witness(agent.freshWitness(next)));
  }

  /** Nothing is uploaded until the store has agreed. */
  void greet() {
    agent.clearToUpload(false);
    boolean isNobody = terminal.journal().identity() != Journal.Identity.OK;
    if (greeting || isNobody || !terminal.greets()) {
      return;
    }
    greeting = true;
    Life life = terminal.journal().life();
    Greeting words =
        new Greeting(
            life.stream(),
            life.head(),
            life.acknowledged(),
            sessions().confirmed(),
            sessions().offered(),
            terminal.replica().cursor());
    agent.<GreetTerminal.Reply>call(
        terminal,
        answer -> terminal.store().listener().ifPresent(store -> store.greet(words, answer)),
        this::answered);
  }

  private void answered(Optional<GreetTerminal.Reply> reply) throws DiskFull {
    greeting = false;
    if (reply.isEmpty() || reply.get().refused() || reply.get().judgement() == null) {
      agent.refuse(reply.isPresent() && reply.get().refused());
      agent.clearToNumber(); // the till does not wait for the network
      failures++;
      restedAt =
          agent.world().now()
              + BACKOFF.after(failures, agent.world().dice().below(1001, agent)).toMillis();
      return;
    }
    failures = 0;
    Life life = terminal.journal().life();
    Judgement judgement =
        Handshake.concluded(
            reply.get().judgement(), reply.get().standing(), life.head(), life::hashAt);
    if (judgement.outcome() == HandshakeOutcome.OK) {
      welcomed(reply.get());
    } else {
      agent.loseIdentity(
          judgement.reason() == HandshakeReason.COPIED
              ? Journal.Identity.COPIED
              : judgement.reason() == HandshakeReason.RESTORED
                  ? Journal.Identity.RESTORED
                  : Journal.Identity.FORKED);
    }
  }

  private void welcomed(GreetTerminal.Reply reply) throws DiskFull {
    agent.effect(() -> terminal.witness(agent.freshWitness(sessions().confirm())));
    if (!begun) {
      beginSession(); // the one of an earlier life is confirmed now; this life begins its own
      greet();
      return;
    }
    agent.effect(() -> terminal.journalDatabase().commit(journal -> agree(journal, reply)));
    agent.effect(terminal.journalDatabase()::sync);
    terminal.welcomed(reply.standing().position());
    agent.sender().startOver();
    agent.refuse(false);
    agent.clearToNumber();
    agent.clearToUpload(true);
  }

  private void agree(Journal journal, GreetTerminal.Reply reply) {
    journal.life().acknowledge(journal.life().ownAt(reply.standing()));
    boolean otherLog = !reply.incarnation().equals(journal.incarnation());
    if (otherLog && terminal.world().protects(Protection.OFFER_CLOSED_LIVES_AGAIN)) {
      for (Life life : journal.lives()) {
        if (life != journal.life()) {
          life.acknowledge(life.purged());
        }
      }
    }
    journal.agreeWith(reply.incarnation());
  }
}
