package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.equality.MovedLine;
import java.util.List;

/**
 * What head office has booked of one document.
 *
 * @param protocol the version asked for
 * @param incarnation the newest life of the store's change log that it follows
 * @param seq how far it had followed it before it looked
 * @param lines in their order; none when nothing is booked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HeldMovements(int protocol, String incarnation, long seq, List<MovedLine> lines) {}
