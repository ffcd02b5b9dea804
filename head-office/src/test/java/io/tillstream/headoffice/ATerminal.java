package io.tillstream.headoffice;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentBuilder;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** A till that makes documents, chained as its journal chains them. */
final class ATerminal {

  /**
   * A document as it leaves the terminal.
   *
   * @param document null when the bytes are none
   * @param key where the store receives it
   * @param hash the chain up to it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Made(Document document, DocumentKey key, byte[] bytes, Hash hash) {

    /** The same as the first document of a terminal, but in another currency. */
    Made in(String currency) {
      return with("\"currency\":\"GBP\"", "\"currency\":\"" + currency + "\"");
    }

    /** The same as the first document of a terminal, but with another text in its JSON. */
    Made with(String text, String instead) {
      byte[] other =
          new String(bytes, StandardCharsets.UTF_8)
              .replace(text, instead)
              .getBytes(StandardCharsets.UTF_8);
      return new Made(document, key, other, Hash.START.then(other));
    }
  }

  private final StoreId store;
  private final TerminalId terminal;
  private Hash hash = Hash.START;
  private long n;

  ATerminal(StoreId store, String terminal) {
    this.store = store;
    this.terminal = new TerminalId(terminal);
  }

  Made sells(String item, long units) {
    return makes(DocumentType.SALE, List.of(line(item, units, true)));
  }

  Made takesBack(String item, long units) {
    return makes(DocumentType.RETURN, List.of(line(item, units, true)));
  }

  /** Sells something that is not in its catalogue. */
  Made sellsUnknown(String item, long units) {
    return makes(DocumentType.SALE, List.of(line(item, units, null)));
  }

  Made makes(DocumentType type, List<Line> lines) {
    return makes(type, lines, next -> next);
  }

  /** The store's own word on a count. */
  Made counts(DocumentType type, String reference, String item, long variance) {
    CountDetails.Place place = new CountDetails.Place(new TerminalId("T1"), 1, 1, null);
    boolean isCount = type == DocumentType.COUNT;
    CountDetails count =
        new CountDetails(
            "C1",
            isCount ? CountDetails.Kind.PARTIAL : null,
            Location.SHOP_FLOOR,
            null,
            null,
            null,
            null,
            isCount ? List.of(place) : null,
            isCount ? null : place,
            List.of(new CountDetails.CountLine(item, isCount ? 1_000L : null, variance * 1_000)));
    return makes(type, List.of(), next -> next.reference(reference).count(count));
  }

  /** A document that says more. */
  Made makes(DocumentType type, List<Line> lines, UnaryOperator<DocumentBuilder> says) {
    n++;
    Document document =
        says.apply(
                Document.at(new DocumentStream(store, terminal, 1), n, type)
                    .reference("R" + n + " „Ω“"))
            .number("%s-%s-26-1-%06d".formatted(store, terminal, n))
            .series(type.toString(), n, null)
            .businessDate("2026-11-20")
            .recordedAt("2026-11-20T10:42:00.123Z")
            .currency("GBP")
            .lines(lines)
            .totalMinor(lines.stream().mapToLong(Line::totalMinor).sum())
            .build();
    byte[] bytes = document.canonicalBytes();
    hash = hash.then(bytes);
    return new Made(document, document.key(), bytes, hash);
  }

  /** A broken journal: JSON that is no document. */
  Made makes(String json) {
    n++;
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    hash = hash.then(bytes);
    return new Made(null, new DocumentKey(store, terminal, 1, n), bytes, hash);
  }

  /** A copy of this terminal at this moment: the two go on in different ways. */
  ATerminal cloned() {
    ATerminal copy = new ATerminal(store, terminal.value());
    copy.hash = hash;
    copy.n = n;
    return copy;
  }

  static Line line(String item, long units, Boolean movesStock) {
    return new Line(
        item,
        "Thing \"" + item + "\"",
        units * 1000,
        25500,
        units * 255,
        null,
        null,
        null,
        movesStock);
  }
}
