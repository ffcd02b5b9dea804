package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A means of payment on a document.
 *
 * @param type the till app's name for it: cash, card, …
 * @param amountMinor minor units; negative when the shop pays out
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Tender(String type, long amountMinor) {}
