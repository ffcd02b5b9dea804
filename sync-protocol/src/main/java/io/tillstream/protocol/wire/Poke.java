package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * "There is something new": all that a store ever pushes. A hint and nothing more: a terminal that
 * misses one is late, never wrong.
 *
 * @param protocol the store's newest version; 0 from one that does not say
 * @param incarnation of the change log
 * @param seq the last published change that terminals fetch
 * @param headOffice the last n of this terminal's epoch that head office holds durably
 * @param heartbeatMillis how often the store gives a sign of life on this line at least
 * @param verify another number than before when the store asks terminals to compare their reference
 *     data with its own now; or null. On a new line the first one asks for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Poke(
    int protocol,
    String incarnation,
    long seq,
    long headOffice,
    long heartbeatMillis,
    Long verify) {}
