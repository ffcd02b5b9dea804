package io.tillstream.store.status;

import io.quarkus.scheduler.Scheduled;
import io.tillstream.store.changelog.CheckLog;
import io.tillstream.store.retention.ReadFloor;
import io.tillstream.store.writer.Published;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Looks through the change log from the start of the program on, a little at a time. */
@Singleton
public class WatchLog {

  private static final Logger LOG = Logger.getLogger(WatchLog.class);
  private static final int ROWS_PER_LOOK = 100_000;
  private static final int LOOKS_AT_ONCE = 20;

  private final Writer writer;
  private final CheckLog check;
  private final ReadFloor floor;

  WatchLog(Writer writer, DataSource database, ReadFloor floor) {
    this.writer = writer;
    this.floor = floor;
    check = new CheckLog(database, ROWS_PER_LOOK);
  }

  /** What it has found. */
  StoreStatus.LogCheck found() throws SQLException {
    return new StoreStatus.LogCheck(floor.now().seq(), check.checkedTo(), check.gap().orElse(null));
  }

  @Scheduled(every = "60s", delayed = "5s")
  void lookOn() {
    Published books = writer.published();
    if (books == null) { // they are being opened still
      return;
    }
    try {
      check.lookOn(books.incarnation(), books.seq(), LOOKS_AT_ONCE);
    } catch (SQLException e) {
      LOG.warnf("The change log cannot be looked through now: %s", e.getMessage());
    }
  }
}
