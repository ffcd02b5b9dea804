package io.tillstream.store.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tillstream.protocol.wire.DocumentSummary;

/**
 * A document as the store shows it.
 *
 * @param summary as in every tier
 * @param detail what it waits for while it is parked, the item's code or in words; else absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownDocument(@JsonUnwrapped DocumentSummary summary, String detail) {}
