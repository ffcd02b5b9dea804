package io.tillstream.agent.till;

import io.tillstream.agent.journal.Draft;
import io.tillstream.agent.journal.Entry;
import io.tillstream.agent.journal.Fingerprint;
import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.CanonicalJson;
import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Marks a count at this terminal, at the moment at which people begin to count what it sells: what
 * was recorded before is in the count, what is recorded from here on is not. Needs no store, and no
 * word of it that there is such a count. Thread-safe.
 */
public final class MarkCount {

  private static final int CODE_CHARACTERS_MAX = 64;
  private static final Set<String> KNOWN = Set.of("reference", "count", "businessDate", "cashier");

  private final RecordDocument record;

  /** Of one terminal. */
  public MarkCount(RecordDocument record) {
    this.record = record;
  }

  /**
   * Records a mark.
   *
   * @param body the request's JSON
   * @throws ProblemException naming what is wrong with the request
   */
  public Entry record(byte[] body) {
    Faults faults = new Faults();
    Fields fields = new Fields(ReadRequest.json(body), "", faults).onlyOf(KNOWN);
    String reference = fields.requiredCode("reference", CODE_CHARACTERS_MAX);
    String count = fields.requiredCode("count", CountDetails.ID_LENGTH_MAX);
    if (count != null && !CountDetails.isId(count)) {
      fields.fault(ProblemCode.INVALID_FIELD, "count", CountDetails.ID_RULE);
    }
    LocalDate date = fields.date("businessDate");
    String cashier = fields.text("cashier", CODE_CHARACTERS_MAX);
    faults.throwIfAny();
    Fingerprint fingerprint =
        Fingerprint.of(
            new CanonicalJson(128)
                .open('{')
                .field("type", DocumentType.COUNT_MARK.toString())
                .field("reference", reference)
                .field("count", count)
                .field("businessDate", date == null ? null : date.toString())
                .field("cashier", cashier)
                .close('}')
                .toString()
                .getBytes(StandardCharsets.UTF_8));
    return record.once(
        DocumentType.COUNT_MARK,
        reference,
        fingerprint,
        () ->
            new Draft(
                DocumentType.COUNT_MARK,
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
                count,
                null));
  }
}
