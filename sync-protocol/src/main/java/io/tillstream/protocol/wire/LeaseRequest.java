package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A terminal asks for numbers of a shared range.
 *
 * @param protocol the agent's protocol version
 * @param range the range's name
 * @param request made up by the terminal; asked again, it is answered alike and lends nothing twice
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LeaseRequest(int protocol, String range, String request) {}
