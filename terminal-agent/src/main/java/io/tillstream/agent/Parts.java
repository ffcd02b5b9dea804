package io.tillstream.agent;

import io.tillstream.agent.catalogue.Catalogue;
import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.greeting.Continuity;
import io.tillstream.agent.greeting.Greet;
import io.tillstream.agent.journal.Deliveries;
import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.journal.ReadJournal;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.agent.snapshot.FetchSnapshot;
import io.tillstream.agent.snapshot.TakeOver;
import io.tillstream.agent.start.AgentVersion;
import io.tillstream.agent.start.OpenFiles;
import io.tillstream.agent.stock.OnHand;
import io.tillstream.agent.stock.OwnEffects;
import io.tillstream.agent.stock.StockAge;
import io.tillstream.agent.sync.KeepStockLeased;
import io.tillstream.agent.sync.OwnFigures;
import io.tillstream.agent.sync.PullChanges;
import io.tillstream.agent.sync.SendDocuments;
import io.tillstream.agent.sync.SyncLimits;
import io.tillstream.agent.till.RecordDocument;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.replica.Replica;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.random.RandomGenerator;

/**
 * A terminal, put together once: what sells, what reads and what speaks to the store. Nothing of it
 * runs by itself.
 *
 * @param journal where documents become facts
 * @param epochs the lives of the journal
 * @param continuity whether the journal may go on, already compared with its witness
 * @param replica what the terminal sells from
 * @param catalogue its items and prices
 * @param onHand its figures and the terminal's own documents
 * @param age of its figures
 * @param record what a till app asks for
 * @param greet the greetings
 * @param stock keeps it in scarce goods
 * @param up the documents' way
 * @param snapshot a file to begin with
 * @param down the changes' way
 */
public record Parts(
    Journal journal,
    Epochs epochs,
    Continuity continuity,
    Replica replica,
    Catalogue catalogue,
    OnHand onHand,
    StockAge age,
    RecordDocument record,
    Greet greet,
    KeepStockLeased stock,
    SendDocuments up,
    FetchSnapshot snapshot,
    PullChanges down) {

  /**
   * What a terminal finds around it.
   *
   * @param link to its store
   * @param contact of that link
   * @param clock the terminal's
   * @param zone of its shop
   * @param random spreads what many terminals do; of the uploads alone
   * @param limits of its synchronising
   * @param leases how long it takes its time with scarce goods
   * @param disk where a snapshot is put
   * @param room what to do when that is full
   */
  public record Around(
      StoreLink link,
      Contact contact,
      InstantSource clock,
      ZoneId zone,
      RandomGenerator random,
      SyncLimits limits,
      KeepStockLeased.Times leases,
      FetchSnapshot.Disk disk,
      Journal.Room room) {}

  /**
   * Puts them together.
   *
   * @param recorded runs after each new document
   */
  public static Parts of(OpenFiles files, Around around, Runnable recorded) {
    Identity identity = files.identity();
    StoreLink link = around.link();
    Contact contact = around.contact();
    Replica replica = new Replica(files.ref());
    Catalogue catalogue = new Catalogue(files.ref());
    Epochs epochs = new Epochs(files.txn(), identity);
    Deliveries deliveries = epochs.present().deliveries();
    ReadJournal read = epochs.present().read();
    Continuity continuity = new Continuity(files.txn(), identity.stream(), files.witness());
    OwnFigures figures = new OwnFigures(identity.stream(), replica, epochs);
    OwnEffects own = figures.effects();
    Journal journal =
        new Journal(
            files.txn(),
            identity,
            around.clock(),
            around.room(),
            continuity,
            (document, head) -> {
              files.witness().note(head); // I10: before the number is shown to anybody
              own.add(document);
              recorded.run();
            });
    continuity.check(journal.head(), read::hashAt);
    if (journal.head().equals(Watermark.START)
        && files.witness().found().isEmpty()
        && !journal.scarce().now().leases().isEmpty()) {
      // It has no number to give out twice, and so needs no witness; goods it could sell twice.
      journal.forfeitLeases(0);
    }
    long witnessed = files.witness().returnsOf(identity.stream());
    if (witnessed > journal.scarce().now().returns()) {
      // No document is missing, but the file is of before goods were given back (I23).
      journal.forfeitLeases(witnessed);
    }
    Greet greet =
        new Greet(
            identity,
            journal,
            read,
            deliveries,
            continuity,
            files.witness(),
            () -> replica.checkpoint().map(Replica.Checkpoint::cursor),
            link,
            contact,
            AgentVersion.get());
    KeepStockLeased stock =
        new KeepStockLeased(
            identity,
            journal,
            continuity,
            greet,
            files.witness(),
            link,
            contact,
            around.leases(),
            System::nanoTime);
    SendDocuments up =
        new SendDocuments(
            epochs, journal, continuity, greet, link, contact, around.limits(), around.random());
    FetchSnapshot snapshot =
        new FetchSnapshot(
            files.directory(), identity, link, contact, around.clock(), around.disk());
    StockAge age = new StockAge(replica, contact, around.clock());
    PullChanges down =
        new PullChanges(
            identity,
            replica,
            snapshot,
            new TakeOver(files.directory(), files.ref()),
            figures,
            epochs,
            link,
            contact,
            up::pending,
            age,
            around.limits().pageRows(),
            AgentVersion.get());
    return new Parts(
        journal,
        epochs,
        continuity,
        replica,
        catalogue,
        new OnHand(files.ref(), identity.stream().epoch(), own),
        age,
        new RecordDocument(
            identity, journal, catalogue, contact, stock, around.clock(), around.zone()),
        greet,
        stock,
        up,
        snapshot,
        down);
  }
}
