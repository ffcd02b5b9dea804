package io.tillstream.agent;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.tillstream.agent.catalogue.Catalogue;
import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.agent.directory.Reserve;
import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.greeting.Continuity;
import io.tillstream.agent.greeting.Greet;
import io.tillstream.agent.journal.Deliveries;
import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.journal.PurgeDocuments;
import io.tillstream.agent.journal.ReadJournal;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.agent.snapshot.FetchSnapshot;
import io.tillstream.agent.snapshot.TakeOver;
import io.tillstream.agent.start.AgentVersion;
import io.tillstream.agent.start.OpenFiles;
import io.tillstream.agent.start.Witnesses;
import io.tillstream.agent.stock.OnHand;
import io.tillstream.agent.stock.OwnEffects;
import io.tillstream.agent.sync.HearPokes;
import io.tillstream.agent.sync.KeepSupplied;
import io.tillstream.agent.sync.OwnFigures;
import io.tillstream.agent.sync.PullChanges;
import io.tillstream.agent.sync.SendDocuments;
import io.tillstream.agent.sync.SyncLimits;
import io.tillstream.agent.sync.Synchronise;
import io.tillstream.agent.sync.VerifyNowAndThen;
import io.tillstream.agent.sync.VerifyReplica;
import io.tillstream.agent.till.RecordDocument;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.upload.Backoff;
import io.tillstream.replica.Replica;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the parts together, once, and hands them to the resources. */
@Singleton
@Startup
public class Wiring {

  private static final AtomicReference<OpenFiles> OPENED = new AtomicReference<>();

  private final OpenFiles files;
  private final Journal journal;
  private final Epochs epochs;
  private final Continuity continuity;
  private final Greet greet;
  private final Duration greetWithin;
  private final Deliveries deliveries;
  private final ReadJournal read;
  private final Catalogue catalogue;
  private final Replica replica;
  private final OnHand onHand;
  private final Contact contact;
  private final StoreLink link;
  private final SendDocuments up;
  private final HearPokes pokes;
  private final VerifyReplica verify;
  private final FetchSnapshot snapshot;
  private final PurgeDocuments purge;
  private final Synchronise synchronise;
  private final RecordDocument record;

  Wiring(AgentConfig config, @ConfigProperty(name = "tillstream.data") Path data) {
    OpenFiles opened = OPENED.getAndSet(null);
    files =
        opened == null
            ? OpenFiles.of(
                data, config.reserveBytes(), config.witness().orElseGet(Witnesses::folder))
            : opened;
    InstantSource clock = InstantSource.system();
    Identity identity = files.identity();

    contact = new Contact(config.offlineAfter(), System::nanoTime);
    replica = new Replica(files.ref());
    catalogue = new Catalogue(files.ref());
    epochs = new Epochs(files.txn(), identity);
    deliveries = epochs.present().deliveries();
    read = epochs.present().read();
    continuity = new Continuity(files.txn(), identity.stream(), files.witness());
    OwnFigures figures = new OwnFigures(identity.stream(), replica, epochs);
    OwnEffects own = figures.effects();
    onHand = new OnHand(files.ref(), identity.stream().epoch(), own);
    journal =
        new Journal(
            files.txn(),
            identity,
            clock,
            files.reserve()::giveUp,
            continuity,
            document -> recorded(document, own));
    continuity.check(journal.head(), read::hashAt);
    record =
        new RecordDocument(identity, journal, catalogue, contact, clock, ZoneId.systemDefault());

    purge = new PurgeDocuments(files.txn(), clock, config.retention(), replica::ownInsideOnDisk);
    SyncLimits limits = limits(config);
    link =
        new StoreLink(
            identity.storeUrl(), config.connectTimeout(), config.progressTimeout(), clock);
    greet =
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
    greetWithin = config.greetWithin();
    up =
        new SendDocuments(
            epochs,
            journal,
            continuity,
            greet,
            link,
            contact,
            limits,
            RandomGenerator.getDefault());
    snapshot =
        new FetchSnapshot(
            files.directory(), identity, link, contact, clock, files.directory()::freeBytes);
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
            clock,
            limits.pageRows(),
            AgentVersion.get());
    verify = new VerifyReplica(identity, link, down, replica, contact, clock);
    VerifyNowAndThen verifying =
        new VerifyNowAndThen(
            verify,
            down::reached,
            down::filesTaken,
            config.verifyEvery(),
            config.verifyThoroughlyEvery(),
            RandomGenerator.getDefault(),
            System::nanoTime);
    pokes = new HearPokes(identity, link, contact, clock, limits, RandomGenerator.getDefault());
    KeepSupplied supply =
        new KeepSupplied(identity, journal, link, contact, config.seriesCheck(), System::nanoTime);
    synchronise =
        new Synchronise(
            greet,
            up,
            down,
            pokes,
            contact,
            limits,
            RandomGenerator.getDefault(),
            () -> {
              files.reserve().holdAgain();
              verifying.whenDue();
              purge.step();
              supply.step();
            });
  }

  /** Files that the command line has opened and checked already. */
  static void useFiles(OpenFiles files) {
    OPENED.set(files);
  }

  void start(@Observes StartupEvent event) {
    greet.within(greetWithin);
    synchronise.start();
  }

  void stop(@Observes ShutdownEvent event) {
    snapshot.stop();
    synchronise.stop();
    link.close();
    files.close();
  }

  private void recorded(Document document, OwnEffects own) {
    files.witness().note(journal.head()); // I10: before the number is shown to anybody
    own.add(document);
    synchronise.documentRecorded();
  }

  private static SyncLimits limits(AgentConfig config) {
    return new SyncLimits(
        config.batchDocumentsMax(),
        config.batchBytesMax(),
        config.pageRows(),
        config.pollShortest(),
        config.pollLongest(),
        config.pollBesideLine(),
        new Backoff(config.restShortest(), config.restLongest()),
        config.restRefused(),
        config.heartbeat(),
        config.lineRestShortest(),
        config.lineRestLongest());
  }

  @Produces
  Identity identity() {
    return files.identity();
  }

  @Produces
  DataDirectory directory() {
    return files.directory();
  }

  @Produces
  Reserve reserve() {
    return files.reserve();
  }

  @Produces
  Journal journal() {
    return journal;
  }

  @Produces
  Epochs epochs() {
    return epochs;
  }

  @Produces
  Continuity continuity() {
    return continuity;
  }

  @Produces
  Deliveries deliveries() {
    return deliveries;
  }

  @Produces
  ReadJournal read() {
    return read;
  }

  @Produces
  Catalogue catalogue() {
    return catalogue;
  }

  @Produces
  Replica replica() {
    return replica;
  }

  @Produces
  OnHand onHand() {
    return onHand;
  }

  @Produces
  Contact contact() {
    return contact;
  }

  @Produces
  SendDocuments up() {
    return up;
  }

  @Produces
  VerifyReplica verify() {
    return verify;
  }

  @Produces
  HearPokes pokes() {
    return pokes;
  }

  @Produces
  Synchronise synchronise() {
    return synchronise;
  }

  @Produces
  RecordDocument record() {
    return record;
  }
}
