package io.tillstream.protocol.series;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.document.DocumentType;

/**
 * What a store grants a terminal for one document type; the counter starts at 1 in each epoch.
 *
 * @param type the kind of document
 * @param template how its numbers are written
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Series(DocumentType type, SeriesTemplate template) {}
