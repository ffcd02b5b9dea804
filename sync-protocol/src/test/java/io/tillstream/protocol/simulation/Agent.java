package io.tillstream.protocol.simulation;

import io.tillstream.protocol.handshake.Sessions;
import io.tillstream.protocol.handshake.Witness;
import io.tillstream.protocol.handshake.WitnessVerdict;
import java.util.Optional;

/** The program beside a till. */
final class Agent extends Program {

  private final Terminal terminal;
  private final Recorder recorder;
  private Greeter greeter;
  private Sender sender;
  private Puller puller;
  private boolean mayNumber;
  private boolean mayUpload;
  private boolean refused;

  Agent(Terminal terminal) {
    super(terminal.world(), terminal + " agent");
    this.terminal = terminal;
    this.recorder = new Recorder(this);
  }

  @Override
  protected void begin() throws DiskFull {
    mayNumber = !terminal.greets();
    mayUpload = !terminal.greets();
    refused = false;
    if (!terminal.journal().isEnrolled()) {
      return; // waits for the technician
    }
    effect(terminal.journalDatabase()::sync);
    greeter = new Greeter(this);
    sender = new Sender(this);
    puller = new Puller(this);
    if (terminal.greets()) {
      recogniseJournal();
      greeter.begin();
    }
    sender.begin();
    puller.begin();
  }

  private void recogniseJournal() throws DiskFull {
    Life life = terminal.journal().life();
    WitnessVerdict verdict =
        Witness.check(
            terminal.witness().map(WitnessFile::witness), life.stream(), life.head(), life::hashAt);
    switch (verdict) {
      case AGREES -> effect(this::rewitness);
      case JOURNAL_BEHIND, FOREIGN -> loseIdentity(Journal.Identity.RESTORED);
      case MISSING -> loseIdentity(Journal.Identity.COPIED);
    }
  }

  void loseIdentity(Journal.Identity why) throws DiskFull {
    mayNumber = false;
    mayUpload = false;
    if (terminal.journal().identity() == Journal.Identity.OK) {
      effect(() -> terminal.journalDatabase().commit(journal -> journal.identity(why)));
      effect(terminal.journalDatabase()::sync);
    }
  }

  /** Writes the journal's head into the witness; the sessions stay. */
  void rewitness() {
    terminal.witness(freshWitness(terminal.witness().orElseThrow().sessions()));
  }

  WitnessFile freshWitness(Sessions sessions) {
    return new WitnessFile(
        Recorder.witnessOf(terminal.journal().life(), sessions.offered()), sessions);
  }

  @Override
  protected void machineLosesPower() {
    terminal.losePower();
  }

  @Override
  protected long restMillis() {
    return terminal.isRetired() ? NEVER : 1_000L + world().dice().below(6_000, this);
  }

  Terminal terminal() {
    return terminal;
  }

  Recorder recorder() {
    return recorder;
  }

  boolean mayNumber() {
    return mayNumber && isOk();
  }

  boolean mayUpload() {
    return mayUpload && isOk();
  }

  private boolean isOk() {
    return terminal.journal().isEnrolled() && terminal.journal().identity() == Journal.Identity.OK;
  }

  /** The store has not answered in time, or has agreed: selling goes on. */
  void clearToNumber() {
    mayNumber = true;
  }

  void clearToUpload(boolean clear) {
    mayUpload = clear || !terminal.greets();
  }

  /** The store does not know the credential. */
  void refuse(boolean isRefused) {
    refused = isRefused;
  }

  Greeter greeter() {
    return greeter;
  }

  Sender sender() {
    return sender;
  }

  /** Only a person can help. */
  boolean needsTechnician() {
    return isAlive() && (!isOk() || refused);
  }

  boolean isDrained() {
    return isAlive()
        && isOk()
        && !refused
        && mayUpload
        && !terminal.journal().isPending()
        && puller.isAtHead();
  }

  /**
   * The technician enrols this machine: a new life, in which everything of the old ones is kept.
   */
  void enrol() {
    if (!isAlive()) {
      return;
    }
    int previous = terminal.journal().isEnrolled() ? terminal.stream().epoch() : 0;
    this.<GrantLife.Grant>call(
        terminal,
        answer ->
            terminal
                .store()
                .listener()
                .ifPresent(store -> store.grant(terminal.id(), previous, answer)),
        this::enrolled);
  }

  private void enrolled(Optional<GrantLife.Grant> granted) throws DiskFull {
    if (granted.isEmpty()) {
      return;
    }
    effect(
        () ->
            terminal
                .journalDatabase()
                .commit(
                    journal -> {
                      journal.lives().add(new Life(granted.get().stream()));
                      journal.identity(Journal.Identity.OK);
                    }));
    effect(terminal.journalDatabase()::sync);
    if (terminal.greets()) {
      effect(() -> terminal.witness(freshWitness(Sessions.first(terminal.freshSession()))));
    }
    restart();
  }
}
