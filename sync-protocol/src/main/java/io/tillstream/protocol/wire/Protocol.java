package io.tillstream.protocol.wire;

/** Names and limits that both ends of a hop share. */
public final class Protocol {

  /** The version this code speaks: 3 added snapshots, digests and pokes to the conversation. */
  public static final int VERSION = 3;

  /**
   * The oldest version that a server answers (I21): 1 has neither handshake nor closed epochs,
   * which came with 2.
   */
  public static final int OLDEST_ACCEPTED = 1;

  /** Media type of chained batches: a header line, then a record per line. */
  public static final String NDJSON = "application/x-ndjson";

  /**
   * Request header: the protocol version of a request without a body; absent, it is the oldest
   * accepted.
   */
  public static final String VERSION_HEADER = "Tillstream-Protocol";

  /** Request header: the agent's program version. */
  public static final String AGENT_VERSION_HEADER = "Tillstream-Agent-Version";

  /** Request header: how many documents wait in the terminal's outbox. */
  public static final String PENDING_HEADER = "Tillstream-Pending";

  /** Request header: when the oldest of them was recorded, ISO instant; absent when none waits. */
  public static final String OLDEST_PENDING_HEADER = "Tillstream-Oldest-Pending";

  /**
   * Request header: the terminal's clock minus the store's as last measured, in milliseconds;
   * absent before the first measurement.
   */
  public static final String SKEW_HEADER = "Tillstream-Skew";

  /** Header of each of a store's answers to terminals: the store's clock, ISO instant. */
  public static final String TIME_HEADER = "Tillstream-Time";

  /** Header of a broker's record: the seal over an envelope, by its store's credential. */
  public static final String SEAL_HEADER = "tillstream-seal";

  /** Header of a record of the feed's topic: the cursor of a job that has this position whole. */
  public static final String FEED_CURSOR_HEADER = "tillstream-cursor";

  /**
   * Header of a record of the feed's topic: which fact of its position, of how many: {@code 3/8}.
   */
  public static final String FEED_FACT_HEADER = "tillstream-fact";

  /** Request header: the last document of the terminal's epoch, as {@code n hash}. */
  public static final String HEAD_HEADER = "Tillstream-Head";

  /** Request header: what the terminal found when it last compared itself with the store. */
  public static final String VERIFIED_HEADER = "Tillstream-Verified";

  /** Most documents in one batch. */
  public static final int BATCH_DOCUMENTS_MAX = 1_000;

  /** Most bytes of one batch, decompressed. */
  public static final int BATCH_BYTES_MAX = 8 * 1024 * 1024;

  /** Most bytes of one document. */
  public static final int RECORD_BYTES_MAX = 2 * 1024 * 1024;

  /**
   * Most bytes of one fact: the largest document, in base64 if it is no JSON, with a decision on
   * each of its lines and a detail around it. What a store took in must fit on its way up.
   */
  public static final int FACT_BYTES_MAX = RECORD_BYTES_MAX / 3 * 4 + 128 * 1024;

  /** Most facts in one envelope. */
  public static final int ENVELOPE_RECORDS_MAX = 2_000;

  /** Most rows in one page of changes. */
  public static final int PAGE_ROWS_MAX = 10_000;

  /** Most bytes in one page of changes, before compression; the last row may go over. */
  public static final int PAGE_BYTES_MAX = 4 * 1024 * 1024;

  /** Most parked documents that a page of changes names. */
  public static final int PARKED_MAX = 1_000;

  private Protocol() {}
}
