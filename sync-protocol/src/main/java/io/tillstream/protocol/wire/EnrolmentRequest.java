package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A machine asks to become a terminal.
 *
 * @param protocol the agent's protocol version
 * @param code the administrator's one-time code
 * @param agentVersion the agent's program version
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EnrolmentRequest(int protocol, String code, String agentVersion) {}
