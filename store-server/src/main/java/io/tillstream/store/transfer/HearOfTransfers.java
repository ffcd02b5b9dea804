package io.tillstream.store.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.protocol.transfer.TransferStanding;
import io.tillstream.protocol.wire.TransfersAnswer;
import io.tillstream.protocol.wire.TransfersRequest;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.uplink.HeadOfficeLine;
import io.tillstream.store.uplink.UplinkConfig;
import io.tillstream.store.writer.Writer;
import io.tillstream.store.writer.WriterState;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Asks head office now and then what other stores have said of this store's transfers, on a thread
 * of its own: so the store knows what is on its way to it, what has become of what it sent, and
 * what it is asked for. Answers are whole sums and take each other's place, so a lost or repeated
 * one costs time only.
 */
@Singleton
public class HearOfTransfers {

  private static final Logger LOG = Logger.getLogger(HearOfTransfers.class);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private final TransfersConfig config;
  private final Shop shop;
  private final Writer writer;
  private final ListTransfers transfers;
  private final AskForTransfers headOffice;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "news-of-transfers");
  private volatile Asked asked;
  private String lastError;

  /**
   * What other stores ask this one for.
   *
   * @param asOf when head office has told so
   * @param requests the newest first
   */
  public record Asked(Instant asOf, List<GoodsRequest> requests) {}

  HearOfTransfers(
      TransfersConfig config,
      UplinkConfig uplink,
      Shop shop,
      Writer writer,
      ListTransfers transfers,
      ObjectMapper json,
      Clock clock) {
    this.config = config;
    this.shop = shop;
    this.writer = writer;
    this.transfers = transfers;
    this.clock = clock;
    headOffice =
        HeadOfficeLine.of(uplink).map(line -> new AskForTransfers(json, line)).orElse(null);
  }

  /** Begins. Where no head office is configured, only what is overdue is looked for. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
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
    while (stopping.getCount() > 0) {
      if (writer.state() instanceof WriterState.Open) {
        hear();
      }
      pause();
    }
  }

  private void hear() {
    try {
      String last = "";
      List<String> open;
      do {
        open = transfers.open(last, TransfersRequest.OPEN_MAX);
        noteOverdue(open);
        if (headOffice != null) {
          note(headOffice.about(open));
        }
        last = open.isEmpty() ? last : open.getLast();
      } while (open.size() == TransfersRequest.OPEN_MAX);
      lastError = null;
    } catch (IOException | SQLException | RuntimeException | Error e) { // else nobody would ask
      String why = String.valueOf(e.getMessage());
      if (!why.equals(lastError)) {
        LOG.warnf("What became of transfers cannot be asked for now: %s", why);
        LOG.debug("where it broke off", e);
      }
      lastError = why;
    }
  }

  private void note(TransfersAnswer answer) {
    List<TransferStanding> told = added(answer.transfers());
    if (!told.isEmpty()) {
      writer.ask(new NoteNews(told));
    }
    asked = new Asked(clock.instant(), answer.requests().stream().map(GoodsRequest::of).toList());
  }

  /** What other stores ask this one for, as head office told last; empty before it has. */
  public Optional<Asked> asked() {
    return Optional.ofNullable(asked);
  }

  /** Before head office is asked: what is overdue is told also while that cannot be reached. */
  private void noteOverdue(List<String> open) throws SQLException {
    List<String> overdue =
        transfers.overdue(open, LocalDate.now(clock.withZone(ZoneId.systemDefault())));
    if (!overdue.isEmpty()) {
      writer.ask(new NoteOverdue(overdue));
    }
  }

  /** What several stores say of one transfer, by somebody's error, together. */
  private List<TransferStanding> added(Collection<TransfersAnswer.Told> told) {
    Map<String, TransferStanding> byId = new TreeMap<>();
    for (TransfersAnswer.Told each : told) {
      if (!each.store().equals(shop.id())) {
        byId.merge(each.id(), each.standing(), TransferStanding::plus);
      }
    }
    return new ArrayList<>(byId.values());
  }

  private void pause() {
    try {
      if (stopping.await(config.askEvery().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("No more news of transfers are asked for");
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; an interrupt in file access would close an H2 database.
      LOG.debug("Interrupted, and goes on");
    }
  }
}
