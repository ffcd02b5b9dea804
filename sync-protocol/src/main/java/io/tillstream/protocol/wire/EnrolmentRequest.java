package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A machine asks to become a terminal.
 *
 * @param protocol the agent's protocol version
 * @param code the administrator's one-time code
 * @param agentVersion the agent's program version
 * @param previous the epoch that this machine leaves, or null when it knows of none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EnrolmentRequest(
    int protocol, String code, String agentVersion, FormerLife previous) {}
