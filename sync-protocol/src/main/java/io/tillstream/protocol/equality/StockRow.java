package io.tillstream.protocol.equality;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How much of an item is at a place.
 *
 * @param item its code
 * @param location the place's name
 * @param quantityThousandths how much
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StockRow(String item, String location, long quantityThousandths) {}
