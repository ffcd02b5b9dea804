package io.tillstream.platform.stream;

import io.tillstream.protocol.wire.StreamHeader;
import java.util.List;

/**
 * A chained batch as it came in: nothing about it has been checked but its size and the form of its
 * header.
 *
 * @param header the first line
 * @param lines the records' bytes, in order
 */
public record ReceivedBatch(StreamHeader header, List<byte[]> lines) {}
