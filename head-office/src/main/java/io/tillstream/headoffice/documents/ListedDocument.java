package io.tillstream.headoffice.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tillstream.protocol.wire.DocumentSummary;

/**
 * A document in a list.
 *
 * @param summary as in every tier
 * @param detail what it waits for while it is parked, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ListedDocument(@JsonUnwrapped DocumentSummary summary, String detail) {}
