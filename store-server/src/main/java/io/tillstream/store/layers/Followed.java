package io.tillstream.store.layers;

import io.tillstream.store.writer.Batch;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Whether the store has ever followed head office: as long as it has not, nothing is asked about
 * any row. Remembered from batch to batch; nobody but the writer begins to follow.
 */
public final class Followed {

  private static final String SELECT = "SELECT COUNT(*) FROM layer_cursor";

  private Boolean known;

  private Followed() {}

  /** Whether it has. */
  public static boolean isAny(Batch batch) throws SQLException {
    Followed followed = batch.memory(Followed.class, Followed::new);
    if (followed.known == null) {
      try (ResultSet row = batch.prepare(SELECT).executeQuery()) {
        row.next();
        followed.known = row.getInt(1) > 0;
      }
    }
    return followed.known;
  }

  /** From this batch on it does. */
  public static void begin(Batch batch) {
    batch.memory(Followed.class, Followed::new).known = true;
  }
}
