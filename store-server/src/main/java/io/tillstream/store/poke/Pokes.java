package io.tillstream.store.poke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.wire.Poke;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.fleet.Credentials;
import io.tillstream.store.uplink.HeadOfficeProgress;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Tells waiting terminals that something is new, as soon as it is published: what is not durable is
 * never announced. One thread of its own for all of them; the rest may be called from any.
 */
@Singleton
public class Pokes {

  private static final Logger LOG = Logger.getLogger(Pokes.class);

  private final Writer writer;
  private final HeadOfficeProgress headOffice;
  private final Credentials credentials;
  private final ObjectMapper json;
  private final Lines lines;
  private final long heartbeatNanos;
  private final long heartbeatMillis;
  private final Thread thread = new Thread(this::work, "pokes");
  private final AtomicLong verifications = new AtomicLong();
  private volatile boolean stopping;

  Pokes(
      Writer writer,
      HeadOfficeProgress headOffice,
      Credentials credentials,
      ObjectMapper json,
      PokesConfig config,
      MeterRegistry meters) {
    this.writer = writer;
    this.headOffice = headOffice;
    this.credentials = credentials;
    this.json = json;
    lines = new Lines(config);
    heartbeatNanos = config.heartbeat().toNanos();
    heartbeatMillis = config.heartbeat().toMillis();
    Gauge.builder("tillstream.pokes.lines", lines, Lines::count)
        .description("Terminals that wait for news on an open line")
        .register(meters);
  }

  void onStart(@Observes StartupEvent event) {
    writer.onPublished(this::wake);
    headOffice.onMoved(this::wake);
    thread.setDaemon(true);
    thread.start();
  }

  void onStop(@Observes ShutdownEvent event) {
    stopping = true;
    wake();
    lines.closeAll();
  }

  /** Takes a line in and says on it at once where the store stands. */
  void open(DocumentStream stream, Line line) {
    lines.open(stream, line);
    wake();
  }

  /** Asks all terminals that listen to compare their reference data with the store's now. */
  public void askToVerify() {
    verifications.incrementAndGet();
    wake();
  }

  /** The terminals that listen. */
  public Set<TerminalId> listening() {
    return lines.terminals();
  }

  private void wake() {
    LockSupport.unpark(thread);
  }

  private void work() {
    long nextBeat = System.nanoTime() + heartbeatNanos;
    while (!stopping) {
      long now = System.nanoTime();
      try {
        if (now - nextBeat >= 0) {
          nextBeat = now + heartbeatNanos;
          beat();
        }
        long wait = lines.tell(this::news, this::text, now);
        LockSupport.parkNanos(this, Math.min(wait, nextBeat - System.nanoTime()));
      } catch (RuntimeException e) {
        // Terminals poll when they hear nothing, so this costs time and not more.
        LOG.warn("Terminals could not be told of news; the next attempt follows", e);
        LockSupport.parkNanos(this, heartbeatNanos);
      }
    }
  }

  private void beat() {
    if (lines.count() == 0) {
      return;
    }
    try {
      lines.beat(credentials.good());
    } catch (SQLException e) {
      LOG.warnf("It cannot be looked up now which terminals may listen: %s", e.getMessage());
    }
  }

  private Poke news(DocumentStream stream) {
    Published shown = writer.shown(); // what is held back is not announced
    long asked = verifications.get();
    return new Poke(
        Protocol.VERSION,
        shown.incarnation(),
        shown.fed(),
        headOffice.acknowledged(stream),
        heartbeatMillis,
        asked == 0 ? null : (Long) asked);
  }

  private String text(Poke poke) {
    try {
      return json.writeValueAsString(poke);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a poke can always be written", e);
    }
  }
}
