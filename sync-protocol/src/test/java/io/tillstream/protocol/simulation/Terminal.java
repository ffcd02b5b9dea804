package io.tillstream.protocol.simulation;

import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.handshake.Sessions;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A till position's machine: two databases, a witness outside them, a clock, and the agent. */
final class Terminal extends Place {

  private static final int IMAGES_MAX = 3;

  /**
   * A copy of the disk.
   *
   * @param witness as it was; not every copy reaches it
   */
  record Image(Journal journal, Replica replica, WitnessFile witness) {}

  private final TerminalId id;
  private final Store store;
  private final Database<Journal> journal = new Database<>(new Journal());
  private final Database<Replica> replica = new Database<>(new Replica());
  private final List<Image> images = new ArrayList<>();
  private final Agent agent;
  private final Till till;
  private WitnessFile witness;
  private int protocol;
  private long clockOffMillis;
  private int sessions;
  private int restores;
  private boolean retired;
  private boolean copied;
  private long unseenAfter = Long.MAX_VALUE;
  private boolean hasMetTheStore = true; // since a copy of the whole disk was made
  // What was unseen at an earlier such meeting in the same epoch stays unseen.
  private DocumentStream unseenIn;
  private long lowestUnseenAfter = Long.MAX_VALUE;
  private boolean isCopy;

  Terminal(Store store, TerminalId id, String name, int protocol) {
    super(store.world(), name);
    this.store = store;
    this.id = id;
    this.protocol = protocol;
    this.agent = new Agent(this);
    this.till = new Till(this);
  }

  TerminalId id() {
    return id;
  }

  Store store() {
    return store;
  }

  Agent agent() {
    return agent;
  }

  Till till() {
    return till;
  }

  Database<Journal> journalDatabase() {
    return journal;
  }

  Journal journal() {
    return journal.read();
  }

  Database<Replica> replicaDatabase() {
    return replica;
  }

  Replica replica() {
    return replica.read();
  }

  Optional<WitnessFile> witness() {
    return Optional.ofNullable(witness);
  }

  void witness(WitnessFile file) {
    witness = file;
  }

  /** Version 1 knows no handshake and no witness. */
  boolean greets() {
    return protocol > 1 && world().protects(Protection.WITNESS);
  }

  int protocol() {
    return protocol;
  }

  /** A newer agent finds a journal without a witness, and makes one. */
  void upgrade() {
    protocol = 3;
    if (witness == null && journal().isEnrolled()) {
      witness = agent.freshWitness(Sessions.first(freshSession()));
    }
  }

  String freshSession() {
    return this + "#" + ++sessions;
  }

  /** What the machine believes the time to be. */
  Instant clock() {
    return world().time().plusMillis(clockOffMillis);
  }

  void clockOff(long millis) {
    clockOffMillis = millis;
  }

  void losePower() {
    journal.losePower();
    replica.losePower();
  }

  void fillDisk(boolean isFull) {
    journal.fill(isFull);
    replica.fill(isFull);
  }

  void makeImage() {
    images.add(image());
    if (images.size() > IMAGES_MAX) {
      images.removeFirst();
    }
  }

  boolean hasImage() {
    return !images.isEmpty();
  }

  Image anImage() {
    return images.get(world().dice().below(images.size(), this));
  }

  private Image image() {
    return new Image(journal.durable().copy(), replica.durable().copy(), witness);
  }

  /** How often its files were put back. */
  int restores() {
    return restores;
  }

  /** Puts a copy's files in place of these. */
  void restore(Image image, boolean withWitness) {
    restores++;
    journal.restore(image.journal());
    replica.restore(image.replica());
    if (withWitness) {
      witness = image.witness();
      meetsTheStoreAnew();
    }
  }

  private void meetsTheStoreAnew() {
    unseenAfter = 0;
    hasMetTheStore = false;
  }

  /** Another machine that runs from a copy of this one's disk. */
  Terminal copy(boolean withWitness) {
    copied = true;
    if (withWitness) {
      meetsTheStoreAnew();
    }
    Terminal copy = new Terminal(store, id, this + " copy", protocol);
    copy.isCopy = true;
    copy.sessions = 1_000;
    copy.unseenIn = unseenIn;
    copy.lowestUnseenAfter = lowestUnseenAfter;
    copy.restore(image(), withWitness);
    return copy;
  }

  /**
   * Beyond which n a number may have been printed that neither this disk nor the store, when it
   * last agreed, can know of: after a copy of the whole disk was put back, or put to work
   * elsewhere.
   */
  long unseenAfter() {
    return unseenAfter;
  }

  /** The store has agreed, and held so much of the journal. */
  void welcomed(long standing) {
    if (!hasMetTheStore) {
      DocumentStream stream = journal().life().stream();
      unseenAfter = stream.equals(unseenIn) ? Math.min(lowestUnseenAfter, standing) : standing;
      unseenIn = stream;
      lowestUnseenAfter = unseenAfter;
      hasMetTheStore = true;
    }
  }

  boolean isCopied() {
    return copied;
  }

  boolean isCopy() {
    return isCopy;
  }

  boolean isRetired() {
    return retired;
  }

  /** Switched off for good. */
  void retire() {
    retired = true;
  }

  /** What the till app is told to be on hand, thousandths; meaningless before the first page. */
  long displayed(String item) {
    long figure = replica().stock().getOrDefault(item, 0L);
    if (!world().protects(Protection.COUNT_OWN_DOCUMENTS)) {
      return figure;
    }
    for (Life life : journal().lives()) {
      for (Entry entry : life.entries()) {
        if (!replica().includes(entry.key()) && !life.isDisplaced(entry)) {
          figure += effect(entry, item);
        }
      }
    }
    return figure;
  }

  /** What a sale does to a figure, as far as its maker knew. */
  static long effect(Entry entry, String item) {
    long effect = 0;
    if (entry.document() != null) {
      for (Line line : entry.document().lines()) {
        if (line.item().equals(item) && Boolean.TRUE.equals(line.movesStock())) {
          effect -= line.quantityThousandths();
        }
      }
    }
    return effect;
  }

  /** Its name on the wire now. */
  DocumentStream stream() {
    return journal().life().stream();
  }
}
