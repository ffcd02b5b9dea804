package io.tillstream.headoffice.feed;

import io.tillstream.platform.stream.WellFormed;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.CanonicalJson;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.Fact;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Writes facts as jobs read them: canonical, a document's own bytes verbatim at the end.
 *
 * @param position in the feed
 * @param ordinal which life of the store's change log
 */
record FeedLine(long position, int ordinal) {

  /**
   * A document with the store's decision on it.
   *
   * @param reason why it is parked, or null
   * @param resolved the store's decision on lines whose maker did not know the item, as JSON, or
   *     null
   * @param isReadable whether it is certain that its bytes are JSON
   */
  byte[] document(
      long seq,
      DocumentKey key,
      Verdict verdict,
      String reason,
      String detail,
      String resolved,
      Hash hash,
      byte[] body,
      boolean isReadable) {
    CanonicalJson json =
        begin(seq, Fact.DOCUMENT, key)
            .field("verdict", verdict.name())
            .field("reason", reason)
            .field("detail", detail)
            .field("hash", hash.toString());
    boolean isJson = isReadable || WellFormed.isJson(body);
    ByteArrayOutputStream line = new ByteArrayOutputStream(512 + body.length);
    line.writeBytes(bytes(json.toString()));
    member(line, "resolved", resolved);
    line.writeBytes(bytes(isJson ? ",\"document\":" : ",\"bytes\":\""));
    line.writeBytes(isJson ? body : Base64.getEncoder().encode(body));
    line.writeBytes(bytes(isJson ? "}" : "\"}"));
    return line.toByteArray();
  }

  /** Another document under a key that is taken. */
  byte[] aside(long seq, DocumentKey key, Hash hash, byte[] body) {
    return document(
        seq, key, Verdict.PARKED, ParkedReason.FORK.toString(), null, null, hash, body, false);
  }

  /** A parked document was booked, or a person has decided that it never will be. */
  byte[] decision(long seq, String kind, DocumentKey key, String resolved, String detail) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    line.writeBytes(bytes(begin(seq, kind, key).field("detail", detail).toString()));
    member(line, "resolved", resolved);
    line.write('}');
    return line.toByteArray();
  }

  private CanonicalJson begin(long seq, String kind, DocumentKey key) {
    return new CanonicalJson(512)
        .open('{')
        .field("position", position)
        .field("store", key.store().value())
        .field("ordinal", ordinal)
        .field("seq", seq)
        .field("kind", kind)
        .field("terminal", key.terminal().value())
        .field("epoch", key.epoch())
        .field("n", key.n());
  }

  private static void member(ByteArrayOutputStream line, String name, String json) {
    if (json != null) {
      line.writeBytes(bytes(",\"" + name + "\":" + json));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
