package io.tillstream.agent.journal;

import io.tillstream.replica.database.Schema;
import java.util.List;

/** The tables of {@code txn.db}. */
public final class JournalSchema {

  /** All scripts so far. */
  public static final Schema TXN =
      new Schema(
          "txn",
          List.of(
              "V1__journal.sql",
              "V3__series.sql",
              "V11__store_key.sql",
              "V2__epochs.sql",
              "V4__purge.sql",
              "V12__compared.sql",
              "V13__newer.sql",
              "V14__skew.sql",
              "V15__stock_leases.sql"));

  private JournalSchema() {}
}
