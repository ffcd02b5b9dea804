package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What the store's own terminal holds, as sums.
 *
 * @param protocol the version asked for
 * @param incarnation of the change log
 * @param seq the checkpoint they are of
 * @param schema of the replica; sums of another one cannot be compared
 * @param sums of all buckets, 24 bytes each, base64
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
public record Digests(int protocol, String incarnation, long seq, int schema, byte[] sums) {}
