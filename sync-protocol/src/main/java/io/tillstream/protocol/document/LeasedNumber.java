package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A number of a range that several terminals share, used up by this document.
 *
 * @param range the range's name: {@code gift-card}
 * @param number out of the terminal's lease
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LeasedNumber(String range, long number) {}
