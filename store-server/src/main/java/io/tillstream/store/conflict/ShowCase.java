package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Cause;
import io.tillstream.protocol.conflict.Explain;
import io.tillstream.protocol.conflict.Settlement;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.SettledCase;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.wire.DocumentSummary;
import io.tillstream.store.document.DocumentJson;
import io.tillstream.store.document.Documents;
import io.tillstream.store.document.ShownDocument;
import io.tillstream.store.shop.Shop;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Puts into words what the books know of a case. Thread-safe. */
@Singleton
public class ShowCase {

  private static final String BEFORE_THE_RESTORE =
      "It was settled before the database was restored from a backup; the settlement names the"
          + " documents.";

  private final ReadCases cases;
  private final Documents documents;
  private final Facts facts;
  private final Clock clock;

  ShowCase(ReadCases cases, Documents documents, Shop shop, Clock clock) {
    this.cases = cases;
    this.documents = documents;
    facts = new Facts(shop);
    this.clock = clock;
  }

  /** How many wait for a decision. */
  public long open() throws SQLException {
    return cases.open();
  }

  /** Those that wait longest for a decision, in words. */
  public List<ShownCase> waiting(int limit) throws SQLException {
    return cases.after(CaseState.OPEN, Optional.empty(), 0, limit).stream()
        .map(this::brief)
        .toList();
  }

  /** The case of this name with all that is known of it; empty when there is none. */
  public Optional<ShownCase> of(String name) throws SQLException {
    Optional<CaseNumber> number = CaseNumber.of(name);
    return number.isEmpty() ? Optional.empty() : whole(number.get());
  }

  /** In a list. */
  ShownCase brief(KnownCase row) {
    return shown(row, null, null, null, null);
  }

  /** The case of this name with all that is known of it; empty when there is none. */
  Optional<ShownCase> whole(CaseNumber number) throws SQLException {
    Optional<KnownCase> row = cases.of(number);
    return row.isEmpty() ? Optional.empty() : Optional.of(whole(row.get()));
  }

  private ShownCase whole(KnownCase row) throws SQLException {
    List<ShownCase.Happening> history = new ArrayList<>();
    history.add(new ShownCase.Happening(row.openedAt().toString(), "The case was opened."));
    for (KnownCase.Joined joined : row.causes()) {
      if (joined.at().isAfter(row.openedAt())) {
        history.add(
            new ShownCase.Happening(
                joined.at().toString(),
                "Document %s joined it.".formatted(joined.cause().document())));
      }
    }
    if (row.state() == CaseState.OPEN) {
      List<ShownCase.Offer> offers =
          facts
              .of(row)
              .map(each -> Settlement.fitting(each).stream().map(ShownCase.Offer::of).toList())
              .orElse(List.of());
      return shown(row, null, null, offers, history);
    }
    Optional<Document> closing = closing(row);
    String by = closing.map(each -> each.key().toString()).orElse(null);
    SettledCase settled = closing.map(Document::settles).orElse(null);
    if (settled == null) {
      history.add(
          new ShownCase.Happening(
              row.closedAt().toString(),
              "It ended by itself%s: %s."
                  .formatted(by == null ? "" : " with document " + by, ended(row.kind()))));
      return shown(row, null, by, null, history);
    }
    history.add(
        new ShownCase.Happening(
            row.closedAt().toString(),
            "%s settled it: %s%s, because: %s (document %s)."
                .formatted(
                    settled.by(),
                    settled.choice(),
                    ShownCase.Decision.of(settled),
                    closing.get().reason(),
                    by)));
    return shown(
        row,
        new ShownCase.Decision(
            settled.choice(),
            closing.get().reason(),
            settled.by(),
            by,
            settled.corrects(),
            settled.count(),
            settled.expects() == null ? null : cases.arrival(row.closedBySeq()),
            settled.rule(),
            settled.version()),
        null,
        null,
        history);
  }

  private ShownCase shown(
      KnownCase row,
      ShownCase.Decision decision,
      String endedBy,
      List<ShownCase.Offer> offers,
      List<ShownCase.Happening> history) {
    Explain explain = new Explain(ZoneId.systemDefault(), clock.instant());
    return new ShownCase(
        row.number().toString(),
        row.kind(),
        row.subject(),
        row.state(),
        facts.of(row).map(explain::why).orElse(BEFORE_THE_RESTORE),
        row.state() == CaseState.OPEN ? facts.missing(row) : null,
        row.openedAt().toString(),
        Objects.toString(row.closedAt(), null),
        row.causes().stream().map(joined -> shown(joined.cause())).toList(),
        decision,
        endedBy,
        offers,
        history);
  }

  private static String ended(CaseKind kind) {
    return switch (kind) {
      case OVERSELL -> "the shop floor holds enough again";
      case SERIAL -> "the piece was taken back";
      case COUNT -> "it was said of each document whether the count includes it";
      case UNKNOWN_ITEM -> "its documents are booked, or were decided on one by one";
      case BLOCKED -> "the item is for sale again";
      case PROMISED -> "what is promised is there again, or nobody waits for it any more";
      case PRICE -> "nobody has to decide any more";
      case TRANSFER -> "the transfer adds up, or is the other store's to decide on";
    };
  }

  private Optional<Document> closing(KnownCase row) throws SQLException {
    if (row.closedBySeq() == null) {
      return Optional.empty();
    }
    Optional<ShownDocument> closing = documents.at(row.closedBySeq());
    if (closing.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<byte[]> body = documents.body(key(closing.get().summary()));
      return body.isEmpty() ? Optional.empty() : Optional.of(DocumentJson.read(body.get()));
    } catch (IOException e) {
      throw new UncheckedIOException("the document that closed a case cannot be read", e);
    }
  }

  private static DocumentKey key(DocumentSummary summary) {
    return new DocumentKey(summary.store(), summary.terminal(), summary.epoch(), summary.n());
  }

  private static ShownCase.Document shown(Cause cause) {
    return new ShownCase.Document(
        cause.document().toString(),
        cause.type().toString(),
        cause.number(),
        cause.quantity().toString(),
        cause.recordedAt().toString(),
        cause.receivedAt().toString());
  }
}
