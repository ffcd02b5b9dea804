package io.tillstream.agent.till;

import io.tillstream.agent.catalogue.Catalogue;
import io.tillstream.agent.enrolment.Identity;
import io.tillstream.agent.escrow.FetchGoods;
import io.tillstream.agent.journal.CannotRecord;
import io.tillstream.agent.journal.DocumentTooLarge;
import io.tillstream.agent.journal.Draft;
import io.tillstream.agent.journal.Entry;
import io.tillstream.agent.journal.Fingerprint;
import io.tillstream.agent.journal.Journal;
import io.tillstream.agent.link.Contact;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.escrow.Shortage;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.replica.database.StorageFailure;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Records what a till app asks for. The answer comes after the commit is on disk, from this
 * computer alone. Asking again is harmless: the same request finds its document, another one under
 * the same reference is refused. Thread-safe.
 */
public final class RecordDocument {

  private final Identity identity;
  private final Journal journal;
  private final Catalogue catalogue;
  private final Contact contact;
  private final FetchGoods goods;
  private final InstantSource clock;
  private final ZoneId zone;

  /**
   * For one terminal.
   *
   * @param goods asks for more of what is scarce
   * @param zone in which "today" begins and ends
   */
  public RecordDocument(
      Identity identity,
      Journal journal,
      Catalogue catalogue,
      Contact contact,
      FetchGoods goods,
      InstantSource clock,
      ZoneId zone) {
    this.identity = identity;
    this.journal = journal;
    this.catalogue = catalogue;
    this.contact = contact;
    this.goods = goods;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Records a document of this type.
   *
   * @param body the request's JSON
   * @throws ProblemException when the request is wrong, its reference is taken, or the disk is
   *     full; nothing is recorded then
   */
  public Entry record(DocumentType type, byte[] body) {
    TillRequest request = ReadRequest.of(body, type, identity.currency());
    return once(type, request.reference(), request.fingerprint(), () -> draft(request));
  }

  /**
   * Records what no request recorded before under this reference. Nobody looks for one before: the
   * journal finds it when it is about to write another, and looking costs a till time with each
   * sale.
   *
   * @param draft may refuse, or refer to what is not there any more: a request that is repeated
   *     gets its document all the same
   */
  Entry once(DocumentType type, String reference, Fingerprint fingerprint, Supplier<Draft> draft) {
    Entry entry;
    try {
      entry = written(draft.get());
    } catch (CannotRecord e) {
      entry = before(type, reference, ProblemException.of(e.code(), e.getMessage()));
    } catch (ProblemException | StorageFailure e) {
      entry = before(type, reference, e);
    }
    return sameRequest(entry, fingerprint);
  }

  /** What was recorded before, by this request or a twin that was faster. */
  private Entry before(DocumentType type, String reference, RuntimeException otherwise) {
    return journal.find(type, reference).orElseThrow(() -> otherwise);
  }

  Long skewMillis() {
    return contact.skewMillis();
  }

  /** True while the store is out of reach, else null. */
  Boolean offline() {
    return contact.isOnline() ? null : Boolean.TRUE;
  }

  /** The epoch that is recorded in. */
  int epoch() {
    return identity.stream().epoch();
  }

  /** Today, by the clock as it would be without the last measured skew. */
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant().minusMillis(contact.correctionMillis()), zone);
  }

  /** I23: beyond its lease a terminal sells only what its store has granted for this very sale. */
  private Entry recorded(Draft draft) {
    try {
      return journal.record(draft);
    } catch (CannotRecord e) {
      if (e.shortages().isEmpty() || journal.find(draft.type(), draft.reference()).isPresent()) {
        throw e;
      }
      boolean asked = goods.fetch(e.shortages());
      try {
        return asked ? journal.record(draft) : refuse(e, false);
      } catch (CannotRecord stillMissing) {
        return refuse(stillMissing, true);
      }
    }
  }

  private static Entry refuse(CannotRecord e, boolean asked) {
    if (e.shortages().isEmpty()) {
      throw e;
    }
    Shortage first = e.shortages().getFirst();
    throw ProblemException.of(
            e.code(),
            e.getMessage()
                + (asked
                    ? ": its store was asked, and has not granted the rest: it is kept for other"
                        + " terminals, or is not there"
                    : ": its store is out of reach, and cannot be asked for the rest"))
        .with("item", first.item())
        .with("left", new Quantity(Math.max(0, first.leftThousandths())).toString())
        .with("asked", asked);
  }

  private Entry written(Draft draft) {
    try {
      return recorded(draft);
    } catch (StorageFailure e) {
      if (e.isDiskFull()) {
        throw ProblemException.of(
            ProblemCode.DISK_FULL, "there is no room left on the disk; nothing was recorded");
      }
      throw e;
    } catch (DocumentTooLarge e) {
      throw ProblemException.of(ProblemCode.BODY_TOO_LARGE, e.getMessage())
          .field("lines", "hold too much text");
    }
  }

  private static Entry sameRequest(Entry entry, Fingerprint fingerprint) {
    if (entry.fresh() || entry.fingerprint().equals(fingerprint)) {
      return entry;
    }
    throw ProblemException.of(
            ProblemCode.REFERENCE_REUSED,
            "the %s '%s' was recorded before as %s with other content"
                .formatted(
                    entry.document().type(),
                    entry.document().reference(),
                    entry.document().number()))
        .field("reference", "belongs to another document")
        .with("number", entry.document().number())
        .with("n", entry.document().n());
  }

  private Draft draft(TillRequest request) {
    List<String> codes = request.lines().stream().map(this::code).toList();
    Catalogue.Looked looked = catalogue.look(codes.stream().filter(Objects::nonNull).toList());
    PriceLines.Priced priced = PriceLines.of(request, codes, looked.items(), identity.currency());
    return new Draft(
        request.type(),
        request.reference(),
        request.fingerprint(),
        request.businessDate(),
        today(),
        contact.skewMillis(),
        offline(),
        request.type() == DocumentType.SALE ? looked.seq() : null,
        request.cashier(),
        request.customer(),
        request.reason(),
        request.goodsTo(),
        null,
        request.leased(),
        request.person(),
        priced.lines(),
        request.tenders(),
        priced.totalMinor(),
        null,
        null);
  }

  private String code(TillRequest.Wanted line) {
    return line.barcode() == null
        ? line.item()
        : catalogue.itemOfBarcode(line.barcode()).orElse(null);
  }
}
