package io.tillstream.store.fleet;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.writer.Fence;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Who called when. Kept in memory and written down once a minute, past the writer but only while it
 * leads (I17): losing a minute of it costs nothing, and hundreds of idle terminals cost next to
 * nothing. Thread-safe.
 */
@Singleton
public class Contacts {

  private static final Logger LOG = Logger.getLogger(Contacts.class);
  private static final String UPDATE =
      "UPDATE terminal SET last_contact_millis = ?, pending = ?, oldest_pending_millis = ?,"
          + " agent_version = ?, skew_millis = ? WHERE terminal = ?";

  private final Fence fence;
  private final Map<TerminalId, Contact> latest = new ConcurrentHashMap<>();
  private final Map<TerminalId, Contact> unwritten = new ConcurrentHashMap<>();

  Contacts(Fence fence) {
    this.fence = fence;
  }

  /** A terminal has called. */
  public void note(TerminalId terminal, Contact contact) {
    unwritten.put(terminal, latest.merge(terminal, contact, (before, now) -> now.after(before)));
  }

  /** When this terminal last called since the program started. */
  Optional<Contact> of(TerminalId terminal) {
    return Optional.ofNullable(latest.get(terminal));
  }

  @Scheduled(every = "60s", delayed = "60s")
  void writeDown() {
    Map<TerminalId, Contact> now = new HashMap<>(unwritten);
    if (now.isEmpty()) {
      return;
    }
    try {
      fence.write(connection -> write(connection, now));
      now.forEach(unwritten::remove);
    } catch (SQLException | ProblemException e) {
      LOG.warnf("Contacts cannot be written down now: %s", e.getMessage());
    }
  }

  private static void write(Connection connection, Map<TerminalId, Contact> now)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      for (Map.Entry<TerminalId, Contact> entry : now.entrySet()) {
        Contact contact = entry.getValue();
        update.setLong(1, contact.atMillis());
        setLong(update, 2, contact.pending());
        setLong(update, 3, contact.oldestPendingMillis());
        update.setString(4, contact.agentVersion());
        setLong(update, 5, contact.skewMillis());
        update.setString(6, entry.getKey().value());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  void onStop(@Observes ShutdownEvent event) {
    writeDown();
  }

  private static void setLong(PreparedStatement update, int index, Long value) throws SQLException {
    if (value == null) {
      update.setNull(index, Types.BIGINT);
    } else {
      update.setLong(index, value);
    }
  }
}
