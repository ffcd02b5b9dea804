package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.escrow.Told;
import java.util.List;

/**
 * A terminal says what it holds of scarce items, and so asks for what it may have.
 *
 * @param protocol the agent's protocol version
 * @param request a word that the terminal makes up for each question; it heeds the answer to the
 *     last one alone
 * @param session of its last greeting: who has been greeted since under its name is another
 * @param incarnation of the store's change log, as the last answer said it, or null
 * @param copy true when nothing but the store's word says that its journal is the only one; else
 *     null. Then the epoch's leases do not return when it is closed
 * @param leases all of its epoch
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StockLeaseReport(
    int protocol,
    String request,
    String session,
    String incarnation,
    Boolean copy,
    List<Told> leases) {

  /** Most scarce items of a store: they are few, or not scarce. */
  public static final int ITEMS_MAX = 100;

  /** Copies the list; a missing one is empty. */
  public StockLeaseReport {
    leases = leases == null ? List.of() : List.copyOf(leases);
  }
}
