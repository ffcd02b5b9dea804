package io.tillstream.protocol.simulation;

/** What keeps an invariant. Each can be taken away, to see that the simulation notices. */
enum Protection {
  /** A change takes its seq in the transaction that commits it, one after the other. */
  SEQ_AT_COMMIT,
  /** A receiver compares what it holds with what is offered again. */
  PREFIX_CHECK,
  /** The store answers and publishes only what is synced. */
  ACKNOWLEDGE_AFTER_SYNC,
  /** The terminal shows a number only after its document is synced. */
  SHOW_AFTER_SYNC,
  /** A commit counts only while its process leads. */
  FENCE,
  /** The journal is compared with a witness outside it, and with the store. */
  WITNESS,
  /** The witness is written before the number is shown. */
  WITNESS_BEFORE_SHOWING,
  /** Of two machines that run from one disk, the store goes on with one. */
  SESSIONS,
  /** A terminal keeps its documents until head office has them. */
  PURGE_AFTER_HEAD_OFFICE,
  /** Pages are shown at checkpoints only. */
  CHECKPOINT,
  /** A repeated document is not booked again. */
  BOOK_ONCE,
  /** A restored store begins a new incarnation. */
  NEW_INCARNATION,
  /** A terminal offers a restored store the documents of its earlier lives too. */
  OFFER_CLOSED_LIVES_AGAIN,
  /** A document that makes no sense is parked by itself. */
  PARK_ALONE,
  /** A terminal counts its own documents until the store's figure holds them. */
  COUNT_OWN_DOCUMENTS,
  /** Documents that another history displaced are made anew. */
  MAKE_ANEW,
  /** A number that was taken without its commit was never taken. */
  NUMBER_IN_THE_TRANSACTION,
  /** A sender tries again after a failure. */
  TRY_AGAIN
}
