package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Numbers that are lent to one epoch of one terminal and to nobody else, ever.
 *
 * @param protocol the store's protocol version
 * @param range the range's name
 * @param from the first number
 * @param to the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Lease(int protocol, String range, long from, long to) {}
