package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.escrow.Terms;
import java.util.List;

/**
 * What a terminal may sell of scarce items.
 *
 * @param protocol the version asked for
 * @param request of the question
 * @param incarnation of the store's change log; goes into the next question
 * @param held true while nothing is granted, because the store was restored from a backup; else
 *     null
 * @param leases one for each item that is scarce now
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StockLeaseAnswer(
    int protocol, String request, String incarnation, Boolean held, List<Terms> leases) {

  /** Copies the list; a missing one is empty. */
  public StockLeaseAnswer {
    leases = leases == null ? List.of() : List.copyOf(leases);
  }
}
