package io.tillstream.agent.shop;

import io.tillstream.agent.Parts;
import io.tillstream.agent.catalogue.Catalogue;
import io.tillstream.agent.greeting.Continuity;
import io.tillstream.agent.greeting.Greet;
import io.tillstream.agent.journal.Deliveries;
import io.tillstream.agent.journal.Entry;
import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.journal.PurgeDocuments;
import io.tillstream.agent.journal.ReadJournal;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.KeptSkew;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.agent.start.AgentCommand;
import io.tillstream.agent.start.OpenFiles;
import io.tillstream.agent.start.Witnesses;
import io.tillstream.agent.stock.OnHand;
import io.tillstream.agent.stock.StockAge;
import io.tillstream.agent.sync.HearPokes;
import io.tillstream.agent.sync.KeepStockLeased;
import io.tillstream.agent.sync.KeepSupplied;
import io.tillstream.agent.sync.PullChanges;
import io.tillstream.agent.sync.SendDocuments;
import io.tillstream.agent.sync.SyncLimits;
import io.tillstream.agent.sync.Synchronise;
import io.tillstream.agent.sync.TellFindings;
import io.tillstream.agent.sync.VerifyReplica;
import io.tillstream.agent.till.CloseDay;
import io.tillstream.agent.till.MarkCount;
import io.tillstream.agent.till.RecordDocument;
import io.tillstream.agent.till.VoidDocument;
import io.tillstream.agent.witness.WitnessFiles;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.upload.Backoff;
import io.tillstream.replica.Replica;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * A terminal in a test: the program's own parts without HTTP towards the till and without loops, so
 * that a test decides when something is exchanged.
 */
public final class TestTerminal implements AutoCloseable {

  /** What its clock says. */
  public static final Instant NOW = Instant.parse("2026-11-20T10:42:00.123Z");

  /** For how long it keeps documents that head office holds. */
  public static final Duration RETENTION = Duration.ofDays(30);

  private static final long RESERVE_BYTES = 4096;

  private final OpenFiles files;
  private final StoreLink link;

  /** Its journal. */
  public final Journal journal;

  /** Its journal, for reading. */
  public final ReadJournal read;

  /** How far its documents have come. */
  public final Deliveries deliveries;

  /** Its replica. */
  public final Replica replica;

  /** Its catalogue. */
  public final Catalogue catalogue;

  /** Its stock. */
  public final OnHand onHand;

  /** Of when its stock is. */
  public final StockAge age;

  /** When it last heard its store. */
  public final Contact contact;

  /** The lives of its journal. */
  public final Epochs epochs;

  /** Whether its journal may go on. */
  public final Continuity continuity;

  /** Its greetings. */
  public final Greet greet;

  /** What keeps it in scarce goods. */
  public final KeepStockLeased stock;

  /** Its upload. */
  public final SendDocuments up;

  /** Its download. */
  public final PullChanges down;

  /** What it tells its store of differences. */
  public final TellFindings findings;

  private final RecordDocument record;
  private volatile long freeBytes = Long.MAX_VALUE;
  private volatile long freeBytesFirst = -1;

  private TestTerminal(
      OpenFiles files, InstantSource clock, Journal.Room room, boolean hasWitness) {
    this.files = files;
    link =
        new StoreLink(
            files.identity().storeUrl(),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            InstantSource.system());
    contact = new Contact(Duration.ofSeconds(5), System::nanoTime, new KeptSkew(files.txn()));
    Parts parts =
        Parts.of(
            files,
            new Parts.Around(
                link,
                contact,
                clock,
                ZoneOffset.UTC,
                new Random(1),
                limits(Duration.ofSeconds(1), Duration.ofSeconds(60)),
                new KeepStockLeased.Times(
                    Duration.ofMinutes(5), Duration.ZERO, Duration.ofSeconds(5)),
                this::freeBytes,
                room),
            () -> {});
    journal =
        hasWitness
            ? parts.journal()
            : new Journal(
                files.txn(), files.identity(), clock, room, n -> {}, (document, head) -> {});
    epochs = parts.epochs();
    read = epochs.present().read();
    deliveries = epochs.present().deliveries();
    continuity = parts.continuity();
    replica = parts.replica();
    catalogue = parts.catalogue();
    onHand = parts.onHand();
    age = parts.age();
    record =
        new RecordDocument(
            files.identity(), journal, catalogue, contact, parts.stock(), clock, ZoneOffset.UTC);
    findings = new TellFindings(files.identity(), link, contact, InstantSource.system());
    greet = parts.greet();
    stock = parts.stock();
    up = parts.up();
    down = parts.down();
  }

  /** Enrols a folder with a store and opens it. */
  public static TestTerminal enrolled(SmallStore store, Path folder) {
    if (enrols(store, SmallStore.CODE, folder) != 0) {
      throw new IllegalStateException("it was not enrolled");
    }
    return reopened(folder);
  }

  /** Enrols a folder with a store by a code, and says how that ended. */
  public static int enrols(SmallStore store, String code, Path folder) {
    return AgentCommand.execute(
        (files, port) -> 0,
        "enrol",
        "--store",
        store.url().toString(),
        "--code",
        code,
        "--data",
        folder.toString());
  }

  /** Opens a folder that was enrolled before, as after a restart. */
  public static TestTerminal reopened(Path folder) {
    return reopened(folder, InstantSource.fixed(NOW));
  }

  /** The same, with another clock. */
  public static TestTerminal reopened(Path folder, InstantSource clock) {
    OpenFiles files = open(folder);
    return new TestTerminal(files, clock, files.reserve()::giveUp, true);
  }

  /** The same, after its replica was lost. */
  public static TestTerminal reopenedWithoutReplica(Path folder) {
    try {
      Files.delete(folder.resolve("ref.db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reopened(folder);
  }

  /** What its disk says of its room the next time, and then. */
  public void hasFreeBytesOnce(long first, long then) {
    freeBytesFirst = first;
    freeBytes = then;
  }

  private long freeBytes() {
    long first = freeBytesFirst;
    freeBytesFirst = -1;
    return first < 0 ? freeBytes : first;
  }

  /** What its disk says of its room. */
  public void hasFreeBytes(long bytes) {
    freeBytes = bytes;
  }

  /** An agent of before there were witnesses: it numbers whatever the journal is. */
  public static TestTerminal withoutWitness(Path folder) {
    OpenFiles files = open(folder);
    return new TestTerminal(files, InstantSource.fixed(NOW), files.reserve()::giveUp, false);
  }

  /** The same, with another way of making room on a full disk. */
  public static TestTerminal reopened(Path folder, Journal.Room room) {
    return new TestTerminal(open(folder), InstantSource.fixed(NOW), room, true);
  }

  private static OpenFiles open(Path folder) {
    return OpenFiles.of(folder, RESERVE_BYTES, Witnesses.folder());
  }

  /** Its files. */
  public OpenFiles files() {
    return files;
  }

  /** Sells so many of one item. */
  public Entry sells(String reference, String item, int units) {
    return records(
        DocumentType.SALE,
        """
        {"reference":"%s","lines":[{"item":"%s","quantity":%d,"unitPrice":"2.55"}]}"""
            .formatted(reference, item, units));
  }

  /** Records what a till app asks for. */
  public Entry records(DocumentType type, String json) {
    return record.record(type, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes back a document. */
  public Entry voids(String reference, String number) {
    return new VoidDocument(record, journal)
        .record(
            "{\"reference\":\"%s\",\"number\":\"%s\"}"
                .formatted(reference, number)
                .getBytes(StandardCharsets.UTF_8));
  }

  /** Ends the business date. */
  public Entry closesDay(String reference) {
    return closesDayAs("{\"reference\":\"%s\"}".formatted(reference));
  }

  /** The same, as a till app asks for it. */
  public Entry closesDayAs(String json) {
    return new CloseDay(record).record(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Marks a count. */
  public Entry marksCount(String reference, String count) {
    String json = "{\"reference\":\"%s\",\"count\":\"%s\"}".formatted(reference, count);
    return new MarkCount(record).record(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Copies the folder of witnesses, as an image of the whole disk does. */
  public Path witnesses(String name, Path to) {
    return Disk.copy(Witnesses.folder(), to.resolve(name + "-witnesses"));
  }

  /** Brings this terminal's witness back from such a copy. */
  public void bringBackWitness(Path copied) {
    try {
      Path file = WitnessFiles.of(files.directory().folder());
      Files.copy(
          copied.resolve(file.toString()),
          Witnesses.folder().resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The witness is gone: a profile was deleted, a stick was lost. */
  public void loseWitness() {
    try {
      Files.delete(Witnesses.folder().resolve(WitnessFiles.of(files.directory().folder())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pulls until a checkpoint or a failure. */
  public PullChanges.Pulled pullsAll() {
    PullChanges.Pulled pulled = down.step();
    while (pulled == PullChanges.Pulled.MORE) {
      pulled = down.step();
    }
    return pulled;
  }

  /** Deletes as much as one step may, so long after now. */
  public int purgesAfter(Duration age) {
    return new PurgeDocuments(
            files.txn(), InstantSource.fixed(NOW.plus(age)), RETENTION, replica::ownInsideOnDisk)
        .step();
  }

  /** Compares its replica with the store's. */
  public VerifyReplica verify() {
    return new VerifyReplica(
        epochs.present(), link, down, replica, contact, findings, InstantSource.system());
  }

  /** What keeps it in numbers. */
  public KeepSupplied supply() {
    return new KeepSupplied(
        files.identity(), journal, link, contact, stock, Duration.ofMinutes(5), System::nanoTime);
  }

  /** Its line of pokes, not listening yet. */
  public HearPokes pokes(Duration poll, Duration pollBesideLine, RandomGenerator random) {
    return new HearPokes(
        files.identity(),
        link,
        contact,
        InstantSource.system(),
        limits(poll, pollBesideLine),
        random);
  }

  /** Its loops, not started. */
  public Synchronise loops(HearPokes pokes, Duration poll, Duration pollBesideLine) {
    return new Synchronise(
        greet, up, down, pokes, contact, limits(poll, pollBesideLine), new Random(2), () -> {});
  }

  private static SyncLimits limits(Duration poll, Duration pollBesideLine) {
    return new SyncLimits(
        500,
        1 << 20,
        5000,
        poll,
        poll,
        pollBesideLine,
        new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30)),
        Duration.ofSeconds(30),
        Duration.ofMillis(150),
        Duration.ofMillis(100),
        Duration.ofSeconds(1));
  }

  /** What it shows as on hand, in thousandths; −1 when it has no figure. */
  public long shows(String item) {
    return onHand.of(item).map(quantity -> quantity.thousandths()).orElse(-1L);
  }

  @Override
  public void close() {
    link.close();
    files.close();
  }
}
