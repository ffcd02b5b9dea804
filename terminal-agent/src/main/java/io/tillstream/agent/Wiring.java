package io.tillstream.agent;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.tillstream.agent.catalogue.Catalogue;
import io.tillstream.agent.directory.DataDirectory;
import io.tillstream.agent.directory.Reserve;
import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.greeting.Continuity;
import io.tillstream.agent.journal.Deliveries;
import io.tillstream.agent.journal.Epochs;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.journal.PurgeDocuments;
import io.tillstream.agent.journal.ReadJournal;
import io.tillstream.agent.link.Contact;
import io.tillstream.agent.link.KeptSkew;
import io.tillstream.agent.link.StoreLink;
import io.tillstream.agent.start.OpenFiles;
import io.tillstream.agent.start.Witnesses;
import io.tillstream.agent.stock.OnHand;
import io.tillstream.agent.stock.StockAge;
import io.tillstream.agent.sync.HearPokes;
import io.tillstream.agent.sync.KeepStockLeased;
import io.tillstream.agent.sync.KeepSupplied;
import io.tillstream.agent.sync.SendDocuments;
import io.tillstream.agent.sync.SyncLimits;
import io.tillstream.agent.sync.Synchronise;
import io.tillstream.agent.sync.TellFindings;
import io.tillstream.agent.sync.VerifyNowAndThen;
import io.tillstream.agent.sync.VerifyReplica;
import io.tillstream.agent.till.RecordDocument;
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

/** Starts and ends the terminal with the program, and hands its parts to the resources. */
@Singleton
@Startup
public class Wiring {

  private static final AtomicReference<OpenFiles> OPENED = new AtomicReference<>();

  private final OpenFiles files;
  private final StoreLink link;
  private final Contact contact;
  private final Parts parts;
  private final Duration greetWithin;
  private final HearPokes pokes;
  private final VerifyReplica verify;
  private final Synchronise synchronise;

  Wiring(AgentConfig config, @ConfigProperty(name = "tillstream.data") Path data) {
    OpenFiles opened = OPENED.getAndSet(null);
    files =
        opened == null
            ? OpenFiles.of(
                data, config.reserveBytes(), config.witness().orElseGet(Witnesses::folder))
            : opened;
    Identity identity = files.identity();
    InstantSource clock = InstantSource.system();
    SyncLimits limits = limits(config);
    link =
        new StoreLink(
            identity.storeUrl(), config.connectTimeout(), config.progressTimeout(), clock);
    contact = new Contact(config.offlineAfter(), System::nanoTime, new KeptSkew(files.txn()));
    parts =
        Parts.of(
            files,
            new Parts.Around(
                link,
                contact,
                clock,
                ZoneId.systemDefault(),
                RandomGenerator.getDefault(),
                limits,
                new KeepStockLeased.Times(
                    config.seriesCheck(), config.leasePause(), config.leaseWait()),
                files.directory()::freeBytes,
                files.reserve()::giveUp),
            this::documentRecorded);
    greetWithin = config.greetWithin();
    TellFindings tell = new TellFindings(identity, link, contact, clock);
    verify =
        new VerifyReplica(
            parts.epochs().present(), link, parts.down(), parts.replica(), contact, tell, clock);
    parts.down().tells(parts.journal()::head, verify::told);
    VerifyNowAndThen verifying =
        new VerifyNowAndThen(
            verify,
            parts.down()::reached,
            parts.down()::filesTaken,
            config.verifyEvery(),
            config.verifyThoroughlyEvery(),
            RandomGenerator.getDefault(),
            System::nanoTime);
    pokes = new HearPokes(identity, link, contact, clock, limits, RandomGenerator.getDefault());
    PurgeDocuments purge =
        new PurgeDocuments(
            files.txn(), clock, config.retention(), parts.replica()::ownInsideOnDisk);
    KeepSupplied supply =
        new KeepSupplied(
            identity,
            parts.journal(),
            link,
            contact,
            parts.stock(),
            config.seriesCheck(),
            System::nanoTime);
    synchronise =
        new Synchronise(
            parts.greet(),
            parts.up(),
            parts.down(),
            pokes,
            contact,
            limits,
            RandomGenerator.getDefault(),
            () -> {
              files.reserve().holdAgain();
              verifying.whenDue();
              tell.step();
              purge.step();
              supply.step();
            });
    synchronise.whenAskedToVerify(() -> verify.verify(false));
  }

  /** Files that the command line has opened and checked already. */
  static void useFiles(OpenFiles files) {
    OPENED.set(files);
  }

  void start(@Observes StartupEvent event) {
    parts.greet().within(greetWithin);
    synchronise.start();
  }

  void stop(@Observes ShutdownEvent event) {
    parts.snapshot().stop();
    synchronise.stop();
    link.close();
    files.close();
  }

  private void documentRecorded() {
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
    return parts.journal();
  }

  @Produces
  Epochs epochs() {
    return parts.epochs();
  }

  @Produces
  Continuity continuity() {
    return parts.continuity();
  }

  @Produces
  Deliveries deliveries() {
    return parts.epochs().present().deliveries();
  }

  @Produces
  ReadJournal read() {
    return parts.epochs().present().read();
  }

  @Produces
  Catalogue catalogue() {
    return parts.catalogue();
  }

  @Produces
  Replica replica() {
    return parts.replica();
  }

  @Produces
  StockAge age() {
    return parts.age();
  }

  @Produces
  OnHand onHand() {
    return parts.onHand();
  }

  @Produces
  Contact contact() {
    return contact;
  }

  @Produces
  SendDocuments up() {
    return parts.up();
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
    return parts.record();
  }
}
