package io.tillstream.store.incarnation;

import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.handshake.Greeting;
import io.tillstream.protocol.handshake.Handshake;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Finds out that the database has gone back, from whoever knows more, and begins another life of
 * the change log. A database cannot go back under a running program without the writer stepping
 * down, so one program begins at most one life, whoever claims what. Thread-safe.
 */
@Singleton
public class Restoration {

  private static final Logger LOG = Logger.getLogger(Restoration.class);

  // Long enough for tens of thousands of documents, short enough for nobody to notice at the till.
  private static final Duration HEAD_OFFICE_FIRST = Duration.ofSeconds(30);
  private static final String FETCHED =
      "UPDATE incarnation SET fetched_at_millis = ? WHERE incarnation = ?";

  private final Writer writer;
  private final Shop shop;
  private final Lives lives;
  private final WitnessFile file;
  private final GrantedEpochs epochs;
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Clock clock;
  private KeepWitness witness;
  private boolean begun;
  private boolean hasHeadOffice;
  private volatile boolean isToFetch;
  private volatile long headOfficeFirstUntilMillis;

  /** Of a store; {@link #open} looks at its books. */
  public Restoration(
      Writer writer, Shop shop, DataSource database, WitnessConfig config, Clock clock) {
    this.writer = writer;
    this.shop = shop;
    lives = new Lives(database);
    file = new WitnessFile(config.file());
    epochs = new GrantedEpochs(database);
    this.clock = clock;
  }

  /**
   * Compares the books, which are open, with their witness, and keeps it from now on.
   *
   * @throws SQLException when the books cannot be read
   */
  public void open() throws SQLException {
    ended.addAll(lives.ended());
    epochs.read();
    Published published = writer.published();
    Optional<BooksWitness> seen = read();
    switch (WitnessVerdict.of(
        seen, shop.id().value(), published.incarnation(), published.seq(), epochs.known(), ended)) {
      case AGREES, MISSING -> {
        // Nothing speaks against the books.
      }
      case BEHIND ->
          begin(
              published.incarnation(),
              null,
              FoundBy.WITNESS,
              seen,
              published.seq() < seen.orElseThrow().seq()
                  ? "the database stands at change %d, its witness has seen %d"
                      .formatted(published.seq(), seen.orElseThrow().seq())
                  : "the database does not know all epochs that its witness has seen granted");
      case UNKNOWN_LIFE ->
          begin(
              published.incarnation(),
              seen.orElseThrow().incarnation(),
              FoundBy.WITNESS,
              seen,
              "the witness has seen a life of the change log that the database does not know");
    }
    isToFetch = life().filter(life -> !life.isFetched()).isPresent();
    witness = new KeepWitness(file, shop, writer, this::ownEpoch, epochs);
    witness.start();
  }

  /**
   * An epoch was granted and is on disk; outside the database it is remembered from now on.
   *
   * @throws SQLException when the books cannot be read
   */
  public void granted() throws SQLException {
    epochs.read();
    witness.writeDown();
  }

  /**
   * Up to which epoch none may be granted: a database that has gone back has forgotten who got it.
   *
   * @throws SQLException when the books cannot be read
   */
  public int epochsSpent() throws SQLException {
    return epochs.spent();
  }

  /** Writes down how far the books have come, and stops. */
  public void close() {
    if (witness != null) {
      witness.stop();
    }
  }

  /**
   * A terminal has said how it stands. When it was told something that the database does not hold,
   * another life begins before it is answered.
   */
  public void greeted(Greeting greeting) {
    Published published = writer.published();
    long held = published.of(greeting.stream()).position();
    Cursor cursor = greeting.cursor();
    String seen = cursor == null ? null : cursor.incarnation();
    boolean another = seen != null && !seen.equals(published.incarnation());
    boolean wentBack =
        Handshake.storeWentBack(
            greeting, published.of(greeting.stream()), published.incarnation(), published.seq());
    // What it was told in a life that has ended was lost with that life, and is known to be.
    boolean unknown = another && !ended.contains(seen);
    if (unknown || (wentBack && !another)) {
      begin(
          published.incarnation(),
          another ? seen : null,
          FoundBy.TERMINAL,
          Optional.empty(),
          "terminal %s was told of document %d and change %d; the database holds %d and %d"
              .formatted(
                  greeting.stream(),
                  greeting.acknowledged().position(),
                  cursor == null ? 0 : cursor.seq(),
                  held,
                  published.seq()));
    }
    if (unknown && !ended.contains(seen)) {
      // One life has begun since this program started; this one must not begin the next at the next
      // start.
      writer.ask(new EndedLife(seen));
      ended.add(seen);
    }
    if (greeting.acknowledged().position() > held && isRestored()) {
      writer.ask(new NoteMissing(greeting.stream(), held, greeting.acknowledged().position(), 0));
    }
  }

  /** A terminal asks for changes after one that this life of the log does not hold. */
  public void cursorIsAhead(DocumentStream terminal, Published published, long after) {
    begin(
        published.incarnation(),
        null,
        FoundBy.TERMINAL,
        Optional.empty(),
        "terminal %s has read up to change %d; the database stands at %d"
            .formatted(terminal, after, published.seq()));
  }

  /**
   * Head office has another history of a life of this log, or more of it.
   *
   * @return whether another life has begun
   */
  public boolean headOfficeIsAhead(String incarnation, String detail) {
    return begin(incarnation, null, FoundBy.HEAD_OFFICE, Optional.empty(), detail);
  }

  /** Somebody asks head office for what was lost, whenever {@link #isToFetch} says so. */
  public synchronized void asksHeadOffice() {
    hasHeadOffice = true;
    if (isToFetch) {
      headOfficeFirstUntilMillis = clock.millis() + HEAD_OFFICE_FIRST.toMillis();
    }
  }

  /** Whether head office may still have something to give back. */
  public boolean isToFetch() {
    return isToFetch;
  }

  /**
   * Whether terminals should wait a moment with their documents: head office is being asked, and
   * what it gives back is booked as it was booked before. Never for long: a till that has something
   * to deliver does not wait for head office.
   */
  public boolean isHeadOfficeFirst() {
    return isToFetch && clock.millis() < headOfficeFirstUntilMillis;
  }

  /** Whether head office is asked for what was lost, and has not yet given all of it back. */
  public synchronized boolean waitsForHeadOffice() {
    return hasHeadOffice && isToFetch;
  }

  /** Head office does not answer; terminals need not wait for it. */
  public void headOfficeIsSilent() {
    headOfficeFirstUntilMillis = 0;
  }

  /** Head office has given back all it had in this life of the log. */
  public void fetched(String incarnation) {
    boolean noted =
        writer.ask(
            batch -> {
              PreparedStatement update = batch.prepare(FETCHED);
              update.setLong(1, batch.atMillis());
              update.setString(2, incarnation);
              return update.executeUpdate() == 1;
            });
    if (noted && writer.published().incarnation().equals(incarnation)) {
      isToFetch = false;
    }
  }

  /** The present life, when it began because the database had gone back. */
  public Optional<Life> life() throws SQLException {
    return lives.find(writer.published().incarnation());
  }

  /** What became of it, for people; empty when the database never went back. */
  public Optional<RestoredStatus> status() throws SQLException {
    Optional<Life> life = life();
    return life.isEmpty()
        ? Optional.empty()
        : Optional.of(RestoredStatus.of(life.get(), lives.back(life.get().incarnation())));
  }

  private boolean isRestored() {
    try {
      return life().isPresent();
    } catch (SQLException e) {
      LOG.warnf("What was restored cannot be looked up: %s", e.getMessage());
      return false;
    }
  }

  private int ownEpoch() {
    try {
      return life().map(Life::ownEpoch).orElse(OwnEpoch.FIRST);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized boolean begin(
      String former, String lost, FoundBy foundBy, Optional<BooksWitness> seen, String detail) {
    if (begun || !writer.published().incarnation().equals(former)) {
      return false;
    }
    String next = UUID.randomUUID().toString();
    int ownEpochSeen = seen.map(BooksWitness::ownEpoch).orElse(0);
    int spent = epochs.spentAsOf(seen);
    begun =
        writer.ask(new BeginIncarnation(next, former, lost, ownEpochSeen, spent, foundBy, detail));
    if (begun) {
      epochs.spend(spent);
      ended.add(former);
      if (lost != null) {
        ended.add(lost);
      }
      isToFetch = true;
      if (hasHeadOffice) {
        headOfficeFirstUntilMillis = clock.millis() + HEAD_OFFICE_FIRST.toMillis();
      }
      LOG.warnf(
          "The database was restored from a backup: %s. Its change log begins another life, %s;"
              + " terminals and head office are asked for what is missing",
          detail, next);
    }
    return begun;
  }

  private Optional<BooksWitness> read() {
    try {
      return file.read();
    } catch (IOException e) {
      LOG.warnf("The witness of the books cannot be read: %s", e.getMessage());
      return Optional.empty();
    }
  }
}
