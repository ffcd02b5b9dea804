package io.tillstream.protocol.escrow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a terminal says of one of its leases.
 *
 * @param item the item's code
 * @param since its documents after this n count: from there on it has sold no more than it may
 * @param grantedThousandths all that it ever was granted in this epoch, as far as it knows
 * @param returnedThousandths all that it has given back; its witness has noted it
 * @param wantedThousandths so much has to be granted in all for a sale that waits at the till; else
 *     null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Told(
    String item,
    long since,
    long grantedThousandths,
    long returnedThousandths,
    Long wantedThousandths) {

  /** Of a lease for which no sale waits. */
  public Told(String item, long since, long grantedThousandths, long returnedThousandths) {
    this(item, since, grantedThousandths, returnedThousandths, null);
  }
}
