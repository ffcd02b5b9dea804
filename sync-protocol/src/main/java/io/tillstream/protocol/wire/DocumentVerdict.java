package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;

/**
 * What became of one document.
 *
 * @param n its position in the stream
 * @param verdict accepted, duplicate or parked
 * @param reason why it is parked, else null
 * @param detail what it waits for, such as the item's code, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DocumentVerdict(long n, Verdict verdict, ParkedReason reason, String detail) {

  /** A verdict that needs no reason. */
  public DocumentVerdict(long n, Verdict verdict) {
    this(n, verdict, null, null);
  }
}
