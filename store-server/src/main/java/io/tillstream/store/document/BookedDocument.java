package io.tillstream.store.document;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.stock.Movement;
import java.util.List;

/**
 * A document that a batch books.
 *
 * @param seq its place in the log
 * @param document what it says
 * @param movements what it moves
 */
public record BookedDocument(long seq, Document document, List<Movement> movements) {}
