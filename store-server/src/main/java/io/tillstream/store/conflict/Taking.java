package io.tillstream.store.conflict;

import io.tillstream.protocol.identity.DocumentKey;

/**
 * What a document took of an item.
 *
 * @param documentSeq its place in the log
 * @param document its name
 * @param thousandths how much
 */
record Taking(long documentSeq, DocumentKey document, long thousandths) {}
