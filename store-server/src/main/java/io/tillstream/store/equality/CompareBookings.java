package io.tillstream.store.equality;

import io.tillstream.protocol.equality.AuditedDocument;
import io.tillstream.protocol.equality.MovedLine;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.wire.HeldMovements;
import io.tillstream.store.equality.HeadOfficeProof.DocumentDifference;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Compares what is booked of one document. Head office is asked first and the store's own rows are
 * read after it, so what is booked meanwhile is no difference. One comparison, one thread.
 */
final class CompareBookings {

  private final AskHeldBooks headOffice;
  private final OwnStream own;
  private final Findings findings;

  CompareBookings(AskHeldBooks headOffice, OwnStream own, Findings findings) {
    this.headOffice = headOffice;
    this.own = own;
    this.findings = findings;
  }

  /**
   * Compares, and names what differs.
   *
   * @param here the document as the store holds it, or null
   * @param there the same of head office
   */
  void read(DocumentKey key, AuditedDocument here, AuditedDocument there)
      throws IOException, SQLException {
    HeldMovements theirs = headOffice.movements(key);
    List<MovedLine> ours = own.movements(key);
    if (ours.equals(theirs.lines())) {
      return; // booked on its way between the two looks
    }
    Long bookedAt = own.place(key).map(OwnStream.Place::bookedAt).orElse(null);
    if (theirs.lines().isEmpty() && bookedAt != null && bookedAt > theirs.seq()) {
      return; // head office has not heard of it yet
    }
    String number = here != null ? here.number() : there.number();
    if (!findings.moved(key, number, ours, theirs.lines())) {
      // Between places where nobody counts, as what a transfer has lost.
      findings.document(
          new DocumentDifference(
              key.toString(),
              number,
              here == null ? null : here.hash(),
              there == null ? null : there.hash(),
              "booked in the store: %s; at head office: %s"
                  .formatted(words(ours, theirs.lines()), words(theirs.lines(), ours))));
    }
  }

  /** The first line that the other side does not have. */
  private static String words(List<MovedLine> lines, List<MovedLine> others) {
    return lines.stream()
        .filter(line -> !others.contains(line))
        .findFirst()
        .map(
            line ->
                "%s of %s from %s to %s"
                    .formatted(
                        new Quantity(line.quantityThousandths()),
                        line.item(),
                        line.from(),
                        line.to()))
        .orElse("nothing");
  }
}
