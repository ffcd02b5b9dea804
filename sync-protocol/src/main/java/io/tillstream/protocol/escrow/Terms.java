package io.tillstream.protocol.escrow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What the store says of a scarce item to one terminal.
 *
 * @param item its code
 * @param grantedThousandths all that was ever granted to this epoch
 * @param returnedThousandths what counts as given back; what was given back since counts later
 * @param keepThousandths the terminal gives back what it has left beyond this
 * @param lotThousandths so much it may have at a time; it asks when less than half is left
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Terms(
    String item,
    long grantedThousandths,
    long returnedThousandths,
    long keepThousandths,
    long lotThousandths) {}
