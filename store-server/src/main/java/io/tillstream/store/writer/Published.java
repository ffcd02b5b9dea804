package io.tillstream.store.writer;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.Map;

/**
 * The books as of the last durable commit. Nobody is shown anything later, so that no half
 * transaction is ever seen (I5). Immutable.
 *
 * @param incarnation of the change log
 * @param seq the last change
 * @param fed the last change that terminals fetch, or later
 * @param streams where each terminal's documents stand
 */
public record Published(
    String incarnation, long seq, long fed, Map<DocumentStream, Watermark> streams) {

  /** Where a stream stands; at the start when nothing of it has come yet. */
  public Watermark of(DocumentStream stream) {
    return streams.getOrDefault(stream, Watermark.START);
  }
}
