package io.tillstream.protocol.equality;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A movement that is booked of a document.
 *
 * @param line the document's line, from 0
 * @param from the place that the goods left
 * @param to the place that they came to
 * @param item which
 * @param quantityThousandths how much
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MovedLine(int line, String from, String to, String item, long quantityThousandths) {}
