package io.tillstream.agent.till;

import io.tillstream.agent.journal.Draft;
import io.tillstream.agent.journal.Entry;
import io.tillstream.agent.journal.Fingerprint;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.CanonicalJson;
import io.tillstream.protocol.document.DocumentType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Ends the business date: a document with the totals of everything since the last close. Needs no
 * store. Thread-safe.
 */
public final class CloseDay {

  private static final int CODE_CHARACTERS_MAX = 64;
  private static final Set<String> KNOWN = Set.of("reference", "businessDate", "cashier");

  private final RecordDocument record;

  /** Of one terminal. */
  public CloseDay(RecordDocument record) {
    this.record = record;
  }

  /**
   * Records a day close.
   *
   * @param body the request's JSON; without {@code businessDate} it closes the one that is open
   * @throws ProblemException {@code business-date-closed}, or what is wrong with the request
   */
  public Entry record(byte[] body) {
    Faults faults = new Faults();
    Fields fields = new Fields(ReadRequest.json(body), "", faults).onlyOf(KNOWN);
    String reference = fields.requiredCode("reference", CODE_CHARACTERS_MAX);
    LocalDate date = fields.date("businessDate");
    String cashier = fields.text("cashier", CODE_CHARACTERS_MAX);
    faults.throwIfAny();
    Fingerprint fingerprint =
        Fingerprint.of(
            new CanonicalJson(128)
                .open('{')
                .field("type", DocumentType.DAY_CLOSE.toString())
                .field("reference", reference)
                .field("businessDate", date == null ? null : date.toString())
                .field("cashier", cashier)
                .close('}')
                .toString()
                .getBytes(StandardCharsets.UTF_8));
    return record.once(
        DocumentType.DAY_CLOSE,
        reference,
        fingerprint,
        () ->
            new Draft(
                DocumentType.DAY_CLOSE,
                reference,
                fingerprint,
                date,
                record.today(),
                record.skewMillis(),
                record.offline(),
                null,
                cashier,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                0,
                null,
                null));
  }
}
