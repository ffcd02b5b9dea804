package io.tillstream.store.retrieval;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.platform.stream.ReadBatch;
import io.tillstream.platform.stream.ReceivedBatch;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.upload.Backoff;
import io.tillstream.protocol.wire.HeldStreams;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.intake.IntakeConfig;
import io.tillstream.store.intake.TakeBack;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.uplink.HeadOfficeLine;
import io.tillstream.store.uplink.UplinkConfig;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterState;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Brings back from head office what the database has lost, as soon as head office can be reached,
 * on a thread of its own. It may be cut off anywhere and begins again: what is there already is
 * recognised. While head office answers, terminals are asked to wait a moment with their documents,
 * so that what head office knows is booked again as it was booked before.
 */
@Singleton
public class Retrieve {

  private static final Logger LOG = Logger.getLogger(Retrieve.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final Shop shop;
  private final Writer writer;
  private final Restoration restoration;
  private final TakeBack takeBack;
  private final AskHeadOffice headOffice;
  private final Backoff backoff;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "retrieval");
  private int failures;

  /** Of a store; {@link #start} begins to look whether there is anything to fetch. */
  public Retrieve(
      UplinkConfig config,
      IntakeConfig intake,
      Shop shop,
      Writer writer,
      Restoration restoration,
      ReadBatch batches,
      ObjectMapper json) {
    this.shop = shop;
    this.writer = writer;
    this.restoration = restoration;
    takeBack = new TakeBack(shop, intake.unknownCustomer(), writer);
    headOffice =
        HeadOfficeLine.of(config).map(line -> new AskHeadOffice(json, batches, line)).orElse(null);
    backoff = new Backoff(config.restShortest(), config.restLongest());
  }

  /** Begins, where a head office is configured. */
  public void start() {
    if (headOffice != null) {
      restoration.asksHeadOffice();
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Stops after the request that is on its way, if its answer comes soon. */
  public void stop() {
    stopping.countDown();
    try {
      thread.join(STOP_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (!paused(LOOK_EVERY)) {
      if (restoration.isToFetch() && writer.state() instanceof WriterState.Open) {
        try {
          fetchAll();
          failures = 0;
        } catch (IOException | SQLException | RuntimeException e) {
          restoration.headOfficeIsSilent();
          LOG.warnf("What was lost cannot be fetched from head office now: %s", e.getMessage());
          LOG.debug("where it broke off", e);
          failures++;
          paused(backoff.after(failures, ThreadLocalRandom.current().nextInt(1001)));
        }
      }
    }
  }

  private void fetchAll() throws IOException, SQLException {
    String incarnation = writer.published().incarnation();
    long documents = 0;
    try {
      for (HeldStreams.HeldStream held : ownFirst(headOffice.streams())) {
        DocumentStream stream = new DocumentStream(shop.id(), held.terminal(), held.epoch());
        writer.ask(new KnowStream(stream));
        documents += fetch(stream, held.n());
      }
    } catch (HeadOfficeLine.NotThere e) {
      LOG.warnf("%s; what only it holds stays there", e.getMessage());
    }
    if (stopping.getCount() == 0) {
      return; // the rest is asked for after the next start
    }
    restoration.fetched(incarnation);
    LOG.infof("Documents given back by head office: %d", (Object) documents);
  }

  /** Counts come before the documents that they include (I9). */
  private static List<HeldStreams.HeldStream> ownFirst(List<HeldStreams.HeldStream> streams) {
    return streams.stream()
        .sorted(Comparator.comparing(stream -> !stream.terminal().equals(TerminalId.STORE_ITSELF)))
        .toList();
  }

  private long fetch(DocumentStream stream, long headOfficeN) throws IOException {
    long documents = 0;
    Watermark standing = writer.published().of(stream);
    while (standing.position() < headOfficeN && stopping.getCount() > 0) {
      ReceivedBatch batch = headOffice.documents(stream, standing.position());
      if (batch.lines().isEmpty()) {
        return documents;
      }
      documents += takeBack.take(stream, batch, headOfficeN);
      Watermark now = writer.published().of(stream);
      if (now.equals(standing)) {
        // Another history there than here: both are kept, and shown, as for any fork.
        LOG.warnf("Head office holds another history of %s than the database", stream);
        return documents;
      }
      standing = now;
    }
    return documents;
  }

  private boolean paused(Duration rest) {
    try {
      return stopping.await(rest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; an interrupt in file access would close an H2 database.
      LOG.debug("Interrupted, and goes on");
      return false;
    }
  }
}
