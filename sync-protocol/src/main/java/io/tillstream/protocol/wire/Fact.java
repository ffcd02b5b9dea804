package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import java.util.Map;

/**
 * A line of the fact stream as head office reads it; the document itself is taken from the bytes
 * ({@link FactRecord}).
 *
 * @param seq position in the store's change log
 * @param kind {@code document}, {@code release} or {@code dismissal}
 * @param verdict of a document
 * @param reason why a document is parked, or null
 * @param detail what it waits for, or why it was dismissed, or null
 * @param hash of a document: its chain hash
 * @param resolved the store's decision on lines whose maker did not know the item, or null
 * @param terminal of a release, and of a document that cannot be read
 * @param epoch of a release, and of a document that cannot be read
 * @param n of a release, and of a document that cannot be read
 * @param bytes of a document that is no JSON: base64, instead of the document itself
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Fact(
    long seq,
    String kind,
    Verdict verdict,
    ParkedReason reason,
    String detail,
    Hash hash,
    Map<Integer, Boolean> resolved,
    String terminal,
    int epoch,
    long n,
    String bytes) {

  /** Kind of a received document. */
  public static final String DOCUMENT = "document";

  /** Kind of a parked document's later booking. */
  public static final String RELEASE = "release";

  /** Kind of the decision that a parked document stays unbooked. */
  public static final String DISMISSAL = "dismissal";
}
