package io.tillstream.store.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tillstream.protocol.wire.ChangePage;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.store.retention.LogFloor;
import io.tillstream.store.retention.ReadFloor;
import io.tillstream.store.writer.Published;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/**
 * The pages of changes for a reader inside this program: made as those for terminals are, so that
 * it sees what they see. Thread-safe.
 */
@Singleton
public final class ReadPages {

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

  private final ReadChanges changes;
  private final int rows;
  private final Clock clock;
  private final ReadFloor floor;

  ReadPages(DataSource database, ChangesConfig config, Clock clock, ReadFloor floor) {
    changes = new ReadChanges(database, config.reachMax());
    rows = config.rowsDefault();
    this.clock = clock;
    this.floor = floor;
  }

  /** How far the log is thinned out at this moment. */
  public LogFloor floor() throws SQLException {
    return floor.now();
  }

  /**
   * The page after a position, as if nothing had happened since the books were as given.
   *
   * @throws SQLException when the log cannot be read
   */
  public ChangePage after(long after, Published until) throws SQLException, IOException {
    ChangesRead read = changes.after(after, until.seq(), rows);
    ChangePage head =
        new ChangePage(
            Protocol.VERSION,
            until.incarnation(),
            after,
            read.to(),
            until.seq(),
            read.to() == until.seq(),
            0,
            new ChangePage.Acknowledged(0, 0),
            null,
            null,
            clock.instant(),
            List.of());
    return JSON.readValue(WritePage.of(head, read.images()), ChangePage.class);
  }
}
