package io.tillstream.agent.journal;

import io.tillstream.protocol.document.Document;

/**
 * A document in the journal.
 *
 * @param document as it was made
 * @param fingerprint of the request that made it
 * @param fresh whether this very call made it; false when it was there before
 */
public record Entry(Document document, Fingerprint fingerprint, boolean fresh) {}
