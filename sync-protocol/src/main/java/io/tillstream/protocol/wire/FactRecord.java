package io.tillstream.protocol.wire;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.CanonicalJson;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.SortedMap;

/**
 * The canonical lines of the store's fact stream, and the way back to the document bytes inside
 * them. A document's own bytes stand verbatim at the end of its line, so head office keeps and
 * hashes exactly what the terminal made.
 */
public final class FactRecord {

  private static final byte[] DOCUMENT_FIELD = ",\"document\":".getBytes(StandardCharsets.US_ASCII);

  private FactRecord() {}

  /**
   * A document was received.
   *
   * @param seq its place in the change log
   * @param verdict accepted or parked
   * @param reason why it is parked, or null
   * @param detail what it waits for, or null
   * @param resolved the store's decision on lines whose maker did not know the item; empty when
   *     there were none
   * @param hash the document's chain hash
   * @param document its canonical bytes
   */
  public static byte[] received(
      long seq,
      Verdict verdict,
      ParkedReason reason,
      String detail,
      SortedMap<Integer, Boolean> resolved,
      Hash hash,
      byte[] document) {
    CanonicalJson json = new CanonicalJson(256);
    json.open('{')
        .field("seq", seq)
        .field("kind", "document")
        .field("verdict", verdict.name())
        .field("reason", reason == null ? null : reason.toString())
        .field("detail", detail)
        .field("hash", hash.toString());
    resolved(json, resolved);
    return withDocument(json, document);
  }

  /**
   * A document was received that cannot be read; its place is given beside it, because its bytes
   * may not say it, or say another's.
   *
   * @param seq its place in the change log
   * @param key where it arrived
   * @param detail what is wrong with it, or null
   * @param hash the document's chain hash
   * @param document its bytes: JSON of any form
   */
  public static byte[] unreadable(
      long seq, DocumentKey key, String detail, Hash hash, byte[] document) {
    CanonicalJson json = new CanonicalJson(256);
    unreadable(json, seq, key, ParkedReason.UNREADABLE, detail, hash);
    return withDocument(json, document);
  }

  private static void unreadable(
      CanonicalJson json,
      long seq,
      DocumentKey key,
      ParkedReason reason,
      String detail,
      Hash hash) {
    json.open('{')
        .field("seq", seq)
        .field("kind", "document")
        .field("verdict", Verdict.PARKED.name())
        .field("reason", reason.toString())
        .field("detail", detail)
        .field("terminal", key.terminal().value())
        .field("epoch", key.epoch())
        .field("n", key.n())
        .field("hash", hash.toString());
  }

  /**
   * A document was received whose bytes are no JSON; they travel in base64, because they would
   * break the line that carries them.
   *
   * @param seq its place in the change log
   * @param key where it arrived
   * @param reason unreadable, or dismissed when a person has decided on it since
   * @param detail what is wrong with it, or null
   * @param hash the document's chain hash, over the bytes themselves
   * @param bytes the document's bytes, whatever they are
   */
  public static byte[] notJson(
      long seq, DocumentKey key, ParkedReason reason, String detail, Hash hash, byte[] bytes) {
    CanonicalJson json = new CanonicalJson(256 + bytes.length * 4 / 3);
    unreadable(json, seq, key, reason, detail, hash);
    json.field("bytes", Base64.getEncoder().encodeToString(bytes));
    return json.close('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A person has decided that a parked document stays unbooked.
   *
   * @param seq the decision's own place in the change log
   * @param document which one
   * @param detail the reason that was given
   */
  public static byte[] dismissed(long seq, DocumentKey document, String detail) {
    CanonicalJson json = new CanonicalJson(256);
    json.open('{')
        .field("seq", seq)
        .field("kind", "dismissal")
        .field("detail", detail)
        .field("terminal", document.terminal().value())
        .field("epoch", document.epoch())
        .field("n", document.n());
    return json.close('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] withDocument(CanonicalJson json, byte[] document) {
    byte[] head = json.toString().getBytes(StandardCharsets.UTF_8);
    byte[] line = Arrays.copyOf(head, head.length + DOCUMENT_FIELD.length + document.length + 1);
    System.arraycopy(DOCUMENT_FIELD, 0, line, head.length, DOCUMENT_FIELD.length);
    System.arraycopy(document, 0, line, head.length + DOCUMENT_FIELD.length, document.length);
    line[line.length - 1] = '}';
    return line;
  }

  /**
   * A parked document was booked after all.
   *
   * @param seq the release's own place in the change log
   * @param document which one
   * @param resolved the store's decision on lines whose maker did not know the item
   */
  public static byte[] released(
      long seq, DocumentKey document, SortedMap<Integer, Boolean> resolved) {
    CanonicalJson json = new CanonicalJson(128);
    json.open('{')
        .field("seq", seq)
        .field("kind", "release")
        .field("terminal", document.terminal().value())
        .field("epoch", document.epoch())
        .field("n", document.n());
    resolved(json, resolved);
    return json.close('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The document's own bytes out of a received line.
   *
   * @throws IllegalArgumentException when the line holds none
   */
  public static byte[] documentBytes(byte[] line) {
    // Inside a JSON string the quotes would be escaped, so the first match is the field itself.
    for (int i = 0; i + DOCUMENT_FIELD.length < line.length; i++) {
      if (Arrays.equals(
          line, i, i + DOCUMENT_FIELD.length, DOCUMENT_FIELD, 0, DOCUMENT_FIELD.length)) {
        return Arrays.copyOfRange(line, i + DOCUMENT_FIELD.length, line.length - 1);
      }
    }
    throw new IllegalArgumentException("the fact holds no document");
  }

  private static void resolved(CanonicalJson json, SortedMap<Integer, Boolean> resolved) {
    if (!resolved.isEmpty()) {
      json.name("resolved").open('{');
      resolved.forEach((line, moves) -> json.field(Integer.toString(line), moves));
      json.close('}');
    }
  }
}
