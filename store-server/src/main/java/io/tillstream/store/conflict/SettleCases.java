package io.tillstream.store.conflict;

import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.identity.InvalidIdentity;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.money.InvalidAmount;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import io.tillstream.store.incarnation.Restoration;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Brings a person's decision before the writer, from the API and from the console. Thread-safe. */
@Singleton
public class SettleCases {

  private static final int REASON_LENGTH_MAX = 200;
  private static final int BY_LENGTH_MAX = 64;

  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,3})?");

  private final Writer writer;
  private final Shop shop;
  private final Restoration restoration;
  private final Clock clock;

  SettleCases(Writer writer, Shop shop, Restoration restoration, Clock clock) {
    this.writer = writer;
    this.shop = shop;
    this.restoration = restoration;
    this.clock = clock;
  }

  /**
   * Settles a case.
   *
   * @throws ProblemException when it cannot be settled so; then nothing was changed
   */
  public void settle(String number, SettlementBody body) {
    CaseNumber which = number(number);
    if (body == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    if (restoration.waitsForHeadOffice()) {
      // I2: it may hold a settlement of this very case, with the goods that it moved.
      throw ProblemException.of(
              ProblemCode.NOT_AVAILABLE,
              "the database was restored from a backup; head office gives back what it has first")
          .retryAfter(ASK_AGAIN);
    }
    Faults faults = new Faults();
    Optional<Choice> choice = body.choice() == null ? Optional.empty() : Choice.find(body.choice());
    if (choice.isEmpty()) {
      faults.add(
          ProblemCode.INVALID_FIELD,
          "choice",
          "must be one of " + Arrays.toString(Choice.values()));
    }
    String reason = text(faults, "reason", body.reason(), REASON_LENGTH_MAX);
    String by = text(faults, "by", body.by(), BY_LENGTH_MAX);
    Quantity missing = missing(faults, body.missing());
    StoreId from = from(faults, body.store(), choice);
    DocumentKey corrects = corrects(faults, body.document(), choice);
    faults.throwIfAny();
    SettleCase command =
        new SettleCase(
            shop,
            which,
            choice.orElseThrow(),
            reason,
            by,
            body.documents(),
            missing,
            LocalDate.now(clock.withZone(ZoneId.systemDefault())),
            from,
            corrects);
    switch (writer.ask(command)) {
      case SettleAnswer.Settled settled -> {}
      case SettleAnswer.ClosedBefore(String how) ->
          throw ProblemException.of(ProblemCode.CASE_CLOSED, how);
      case SettleAnswer.Grown(int documents, Quantity now) ->
          throw ProblemException.of(
              ProblemCode.CASE_GROWN,
              "it names %d %s now, and %s are missing; look again"
                  .formatted(documents, documents == 1 ? "document" : "documents", now));
      case SettleAnswer.DoesNotFit(String field, String why) ->
          throw ProblemException.of(ProblemCode.INVALID_FIELD, field + " " + why).field(field, why);
      case SettleAnswer.Unknown unknown -> throw unknown(number);
    }
  }

  static CaseNumber number(String text) {
    return CaseNumber.of(text).orElseThrow(() -> unknown(text));
  }

  static ProblemException unknown(String number) {
    return ProblemException.of(ProblemCode.NOT_FOUND, "there is no case '" + number + "'");
  }

  private static Quantity missing(Faults faults, String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      if (DECIMAL.matcher(value).matches()) {
        return Quantity.of(new BigDecimal(value));
      }
    } catch (InvalidAmount e) {
      // told like any other text that is no quantity
    }
    faults.add(ProblemCode.INVALID_FIELD, "missing", "is no quantity");
    return null;
  }

  private static StoreId from(Faults faults, String value, Optional<Choice> choice) {
    boolean isNeeded = choice.equals(Optional.of(Choice.TRANSFER));
    if (value == null || value.isBlank()) {
      if (isNeeded) {
        faults.add(ProblemCode.INVALID_FIELD, "store", "must be given: who is to send the goods");
      }
      return null;
    }
    if (!isNeeded) {
      faults.add(ProblemCode.INVALID_FIELD, "store", "is told with the choice transfer alone");
      return null;
    }
    try {
      return new StoreId(value.strip());
    } catch (InvalidIdentity e) {
      faults.add(ProblemCode.INVALID_FIELD, "store", e.getMessage());
      return null;
    }
  }

  private DocumentKey corrects(Faults faults, String value, Optional<Choice> choice) {
    boolean isNeeded = choice.equals(Optional.of(Choice.CORRECT));
    if (value == null || value.isBlank()) {
      if (isNeeded) {
        faults.add(
            ProblemCode.INVALID_FIELD, "document", "must be given: which one did not happen so");
      }
      return null;
    }
    Optional<DocumentKey> key = Settlements.key(shop.id(), value.strip()).findFirst();
    if (!isNeeded) {
      faults.add(ProblemCode.INVALID_FIELD, "document", "is told with the choice correct alone");
    } else if (key.isEmpty()) {
      faults.add(ProblemCode.INVALID_FIELD, "document", "is no document of this store");
    }
    return key.orElse(null);
  }

  private static String text(Faults faults, String field, String value, int lengthMax) {
    String text = value == null ? "" : value.strip();
    if (text.isEmpty() || text.length() > lengthMax || !PlainText.is(text)) {
      faults.add(
          ProblemCode.INVALID_FIELD,
          field,
          "must be given, in 1 to " + lengthMax + " printable characters");
    }
    return text;
  }
}
