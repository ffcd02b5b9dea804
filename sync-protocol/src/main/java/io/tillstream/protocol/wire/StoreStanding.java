package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Watermark;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What head office's books hold of a store, told after it is on disk: what an answer over HTTP
 * says, for carriers that bring none back.
 *
 * @param protocol head office's protocol version
 * @param store whose facts
 * @param incarnation of the store's change log
 * @param outcome what became of the last envelope
 * @param watermark what is held
 * @param from where that envelope began; null when no envelope was the reason
 * @param detail for a person, where something is wrong; null when nothing is
 * @param seal over {@link #sealed}, by the store's credential; null before it is sealed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoreStanding(
    int protocol,
    String store,
    String incarnation,
    StandingOutcome outcome,
    Watermark watermark,
    Long from,
    String detail,
    String seal) {

  /** Not sealed yet. */
  public StoreStanding(
      int protocol,
      String store,
      String incarnation,
      StandingOutcome outcome,
      Watermark watermark,
      Long from,
      String detail) {
    this(protocol, store, incarnation, outcome, watermark, from, detail, null);
  }

  /** The same, with its seal. */
  public StoreStanding with(String itsSeal) {
    return new StoreStanding(
        protocol, store, incarnation, outcome, watermark, from, detail, itsSeal);
  }

  /** What the seal is over: all other fields as text, with a line feed between each two. */
  public byte[] sealed() {
    return Stream.of(
            protocol,
            store,
            incarnation,
            outcome,
            watermark.position(),
            watermark.hash(),
            from == null ? "" : from,
            detail == null ? "" : detail)
        .map(String::valueOf)
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }
}
