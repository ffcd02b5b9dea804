package io.tillstream.agent.till;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.agent.journal.Draft;
import io.tillstream.agent.journal.Entry;
import io.tillstream.agent.journal.Fingerprint;
import io.tillstream.agent.journal.Journal;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.CanonicalJson;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Tender;
import io.tillstream.protocol.document.Voided;
import io.tillstream.protocol.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes back a document of this terminal. It keeps its number and its bytes; the void is a document
 * with a number of its own, which carries the voided lines and turns everything round. Thread-safe.
 */
public final class VoidDocument {

  private static final int CODE_CHARACTERS_MAX = 64;
  private static final int TEXT_CHARACTERS_MAX = 200;
  private static final Set<String> KNOWN =
      Set.of("reference", "businessDate", "cashier", "number", "n", "epoch", "reason");

  private final RecordDocument record;
  private final Journal journal;

  /** Of one terminal. */
  public VoidDocument(RecordDocument record, Journal journal) {
    this.record = record;
    this.journal = journal;
  }

  private record Wanted(
      String reference,
      LocalDate businessDate,
      String cashier,
      String number,
      Long n,
      Long epoch,
      String reason) {

    Fingerprint fingerprint() {
      return Fingerprint.of(
          new CanonicalJson(256)
              .open('{')
              .field("type", DocumentType.VOID.toString())
              .field("reference", reference)
              .field("businessDate", businessDate == null ? null : businessDate.toString())
              .field("cashier", cashier)
              .field("number", number)
              .field("n", n)
              .field("epoch", epoch)
              .field("reason", reason)
              .close('}')
              .toString()
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Records a void.
   *
   * @param body the request's JSON
   * @throws ProblemException {@code not-found} for what is not here, or not any more; {@code
   *     not-voidable}, {@code already-voided}, or what is wrong with the request
   */
  public Entry record(byte[] body) {
    Faults faults = new Faults();
    Wanted wanted = read(ReadRequest.json(body), faults);
    faults.throwIfAny();
    return record.once(
        DocumentType.VOID, wanted.reference(), wanted.fingerprint(), () -> draft(wanted));
  }

  private static Wanted read(JsonNode body, Faults faults) {
    Fields fields = new Fields(body, "", faults).onlyOf(KNOWN);
    if (fields.isAbsent("number") == fields.isAbsent("n")) {
      fields.fault(ProblemCode.INVALID_FIELD, "number", "or n must be given, and not both");
    }
    return new Wanted(
        fields.requiredCode("reference", CODE_CHARACTERS_MAX),
        fields.date("businessDate"),
        fields.text("cashier", CODE_CHARACTERS_MAX),
        fields.code("number", CODE_CHARACTERS_MAX),
        fields.position("n", Long.MAX_VALUE),
        fields.position("epoch", Integer.MAX_VALUE),
        fields.text("reason", TEXT_CHARACTERS_MAX));
  }

  private Draft draft(Wanted wanted) {
    Document voided =
        find(wanted)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemCode.NOT_FOUND,
                        "this terminal has no document %s, or it was cleared away; a return takes back what is not here any more"
                            .formatted(wanted.number() == null ? wanted.n() : wanted.number())));
    if (!voided.type().isVoidable()) {
      throw ProblemException.of(
          ProblemCode.NOT_VOIDABLE,
          "%s is a %s, which cannot be voided".formatted(voided.number(), voided.type()));
    }
    return new Draft(
        DocumentType.VOID,
        wanted.reference(),
        wanted.fingerprint(),
        wanted.businessDate(),
        record.today(),
        record.skewMillis(),
        record.offline(),
        null,
        wanted.cashier(),
        voided.customer(),
        wanted.reason(),
        voided.goodsTo(),
        new Voided(voided.epoch(), voided.n(), voided.type(), voided.number()),
        null,
        null,
        voided.lines(),
        turnedRound(voided.tenders()),
        -voided.totalMinor(),
        null,
        null);
  }

  private Optional<Document> find(Wanted wanted) {
    if (wanted.number() != null) {
      return journal.document(wanted.number());
    }
    return journal.document(
        wanted.epoch() == null ? record.epoch() : wanted.epoch().intValue(), wanted.n());
  }

  private static List<Tender> turnedRound(List<Tender> tenders) {
    return tenders == null
        ? null
        : tenders.stream().map(each -> new Tender(each.type(), -each.amountMinor())).toList();
  }
}
