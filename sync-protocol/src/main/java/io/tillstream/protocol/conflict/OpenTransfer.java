package io.tillstream.protocol.conflict;

import io.tillstream.protocol.transfer.TransferStanding;

/**
 * What is to be done about the case of a transfer, by what is known of it now. Of the two stores
 * one has the case: whoever received the goods when they came short or over, whoever sent them when
 * they do not come.
 */
public enum OpenTransfer {
  /** Nothing is to be done. */
  AS_BEFORE,
  /** Somebody has to decide, and nobody is asked yet. */
  CASE_OPENS,
  /** Another document belongs to the case that is open. */
  CASE_GROWS,
  /** It adds up, or it is for the other store to decide. */
  CASE_ENDS;

  /**
   * Decides.
   *
   * @param own what this store's documents say
   * @param all what the documents of both say, as far as they are known here
   * @param isOverdue whether goods have been on the way for too long
   * @param isOpen whether a case of the transfer waits for a decision
   * @param isNamed whether there are documents of this store's on which nobody has decided
   */
  public static OpenTransfer after(
      TransferStanding own,
      TransferStanding all,
      boolean isOverdue,
      boolean isOpen,
      boolean isNamed) {
    boolean isOurs =
        switch (all.state()) {
          case RECEIVED_SHORT, RECEIVED_OVER -> own.receipts() > 0;
          // What was overdue is no less so today.
          case DISPATCHED, RECEIVED_IN_PART -> own.dispatches() > 0 && (isOverdue || isOpen);
          case RECEIVED_AHEAD, CLOSED -> false;
        };
    if (!isOurs) {
      return isOpen ? CASE_ENDS : AS_BEFORE;
    }
    if (!isNamed) {
      return AS_BEFORE;
    }
    return isOpen ? CASE_GROWS : CASE_OPENS;
  }
}
