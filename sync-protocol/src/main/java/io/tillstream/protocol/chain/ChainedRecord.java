package io.tillstream.protocol.chain;

/**
 * One record of a stream as it travels.
 *
 * @param position n of a document, seq of a fact
 * @param line the bytes its maker made, never re-encoded; not copied, not to be changed
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a carrier on the hot path; compared by its chain, never by equals
public record ChainedRecord(long position, byte[] line) {}
