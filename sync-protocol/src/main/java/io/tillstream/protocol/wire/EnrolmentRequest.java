package io.tillstream.protocol.wire;

/**
 * A machine asks to become a terminal.
 *
 * @param protocol the agent's protocol version
 * @param code the administrator's one-time code
 * @param agentVersion the agent's program version
 */
public record EnrolmentRequest(int protocol, String code, String agentVersion) {}
