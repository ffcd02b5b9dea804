package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.ChainedBatch;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.download.PageHeader;
import io.tillstream.protocol.handshake.Greeting;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A store server process: answers terminals, and lets its one writer change the books. */
final class StoreProgram extends Program {

  private static final int PAGE_ROWS_MAX = 5;
  private static final int KEPT_ROWS = 5;
  private static final long WATCH_MILLIS = 5_000;

  private final Store store;
  private Writer writer;
  private Uplink uplink;
  private boolean serving;
  private long published;
  private boolean superseded;

  StoreProgram(Store store, String name) {
    super(store.world(), name);
    this.store = store;
  }

  @Override
  protected void begin() throws DiskFull {
    serving = false;
    effect(store.database()::sync);
    if (!world().protects(Protection.FENCE) && store.books().leader > 0) {
      writer = new Writer(this, store.books().leader);
    } else {
      effect(() -> store.database().commit(books -> books.leader++));
      writer = new Writer(this, store.books().leader);
      effect(() -> writer.commit(books -> {}));
    }
    if (store.books().seq == 0) {
      effect(
          () -> writer.commit(books -> new ChangeReference(Assortment.atOpening()).apply(books)));
    }
    if (wasRestored() && world().protects(Protection.NEW_INCARNATION)) {
      String fresh = store.freshIncarnation();
      int epochs = store.witnessed().epochs();
      effect(() -> writer.commit(books -> books.beginIncarnation(fresh, epochs)));
    }
    effect(store.database()::sync);
    publish();
    serving = true;
    uplink = new Uplink(this);
    uplink.begin();
    watch();
  }

  /** Finds out that another process leads even if there is nothing to write. */
  private void watch() {
    if (writer.leads()) {
      later(WATCH_MILLIS, this::watch);
    } else {
      stepDown();
    }
  }

  /** The database is older than what its witness remembers (I18). */
  private boolean wasRestored() {
    Store.Witnessed witnessed = store.witnessed();
    Books books = store.books();
    return witnessed != null
        && (!witnessed.incarnation().equals(books.incarnation)
            || books.seq < witnessed.seq()
            || books.highestEpoch() < witnessed.epochs()
            || books.epochSum() < witnessed.epochSum());
  }

  /** What is synced may be shown and sent. */
  void publish() throws DiskFull {
    Books books = store.books();
    published = books.log.isEmpty() ? 0 : books.log.lastKey();
    effect(
        () ->
            store.witness(
                new Store.Witnessed(
                    books.incarnation, books.seq, books.highestEpoch(), books.epochSum())));
    world().chronicle().published(store);
  }

  @Override
  protected void machineLosesPower() {
    store.losePower();
  }

  @Override
  protected long restMillis() {
    serving = false;
    boolean endsForGood = superseded;
    superseded = false;
    return endsForGood ? NEVER : 2_000L + world().dice().below(5_000, this);
  }

  Store store() {
    return store;
  }

  Writer writer() {
    return writer;
  }

  boolean isServing() {
    return isAlive() && serving;
  }

  long published() {
    return published;
  }

  /** It finds that another process leads, and ends. */
  void stepDown() {
    superseded = true;
    die(false);
  }

  boolean isDrained() {
    return writer.isIdle() && uplink.isDrained();
  }

  void receive(
      DocumentStream stream,
      int credential,
      ChainedBatch batch,
      Consumer<ReceiveDocuments.Reply> answer) {
    writer.offer(
        new ReceiveDocuments(world(), stream, credential, batch),
        reply -> {
          world().chronicle().acknowledged(store, stream, reply);
          answer.accept(reply);
        });
  }

  void greet(Greeting greeting, Consumer<GreetTerminal.Reply> answer) {
    writer.offer(
        new GreetTerminal(
            greeting, world().protects(Protection.SESSIONS), store.freshIncarnation()),
        reply -> {
          world().chronicle().welcomed(greeting, reply);
          answer.accept(reply);
        });
  }

  void grant(TerminalId terminal, int previousEpoch, Consumer<GrantLife.Grant> answer) {
    writer.offer(new GrantLife(store.id(), terminal, previousEpoch), answer);
  }

  void change(Map<String, Long> rows) {
    if (world().protects(Protection.SEQ_AT_COMMIT)) {
      writer.offer(new ChangeReference(new TreeMap<>(rows)), done -> {});
    } else {
      writer.changeWithSeqTakenEarly(new TreeMap<>(rows));
    }
  }

  /** Forgets old changes; who stands before them needs a snapshot. */
  void shortenLog() {
    writer.offer(
        books -> {
          books.floor = Math.max(books.floor, books.seq - KEPT_ROWS);
          return true;
        },
        done -> {});
  }

  /**
   * What tells a terminal where histories part, and what was made anew before.
   *
   * @param stream the store's own history of a stream
   * @param references of all documents that the store holds of the terminal
   */
  record Known(StreamBook stream, Set<String> references) {}

  void tellWhatIsKnown(DocumentStream stream, Consumer<Known> answer) {
    Books books = store.books();
    Set<String> references = new HashSet<>();
    books.streams.forEach(
        (other, book) -> {
          if (other.terminal().equals(stream.terminal())) {
            book.held().stream()
                .flatMap(held -> ReadDocument.of(held.line()).stream())
                .forEach(document -> references.add(document.reference()));
          }
        });
    StreamBook book = books.streams.get(stream);
    answer.accept(new Known(book == null ? new StreamBook() : book.copy(), references));
  }

  /** What a pull may be answered with. */
  sealed interface Pulled {

    /** Changes. */
    record Changes(Page page) implements Pulled {}

    /** The cursor is of no use; a snapshot is. */
    record CursorRefused() implements Pulled {}
  }

  void pull(Cursor cursor, TerminalId terminal, Consumer<Pulled> answer) {
    Books books = store.books();
    if (books.healing) {
      return; // busy healing: no answer says nothing wrong
    }
    boolean known =
        cursor.incarnation() == null
            ? books.floor == 0
            : books.incarnation.equals(cursor.incarnation())
                && cursor.seq() <= published
                && cursor.seq() >= books.floor;
    if (!known) {
      answer.accept(new Pulled.CursorRefused());
      return;
    }
    List<LogRow> rows =
        books.log.subMap(cursor.seq(), false, published, true).values().stream()
            .limit(PAGE_ROWS_MAX)
            .toList();
    long to = rows.size() < PAGE_ROWS_MAX ? published : rows.getLast().seq();
    answer.accept(
        new Pulled.Changes(
            new Page(
                new PageHeader(books.incarnation, cursor.seq(), to, published),
                rows,
                books.applied(terminal, to),
                books.parked(terminal, to),
                books.headOffice(terminal))));
  }

  /** A snapshot of what is published, if nothing unpublished is in the books just now. */
  void snapshot(TerminalId terminal, Consumer<Optional<Snapshot>> answer) {
    Books books = store.books();
    boolean clean = published == books.seq && !books.healing;
    answer.accept(clean ? Optional.of(books.snapshot(terminal)) : Optional.empty());
  }
}
