package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What head office holds of a store at one moment, in short.
 *
 * @param protocol the version asked for
 * @param incarnation the newest life of the store's change log that it follows; absent before the
 *     first fact
 * @param lives how many of them it has followed
 * @param seq how far it has followed the newest
 * @param streams where each terminal's documents stand
 * @param stock sums of all buckets of the stock, 24 bytes each, base64
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@SuppressWarnings("ArrayRecordComponent") // a carrier; never compared
public record HeldBooks(
    int protocol,
    String incarnation,
    int lives,
    long seq,
    List<HeldStreams.HeldStream> streams,
    byte[] stock) {}
