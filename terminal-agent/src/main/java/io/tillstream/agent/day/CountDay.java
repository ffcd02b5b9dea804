package io.tillstream.agent.day;

import io.tillstream.protocol.document.DayTotals;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Tender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what was recorded since the last close. One use, one thread. */
public final class CountDay {

  private final Map<DocumentType, DayTotals.OfType> types = new TreeMap<>();
  private final Map<String, Long> tenders = new TreeMap<>();

  /** Takes in a document. */
  public void add(Document document) {
    types.merge(
        document.type(),
        new DayTotals.OfType(document.type(), 1, document.totalMinor()),
        (a, b) ->
            new DayTotals.OfType(
                a.type(),
                a.documents() + b.documents(),
                Math.addExact(a.totalMinor(), b.totalMinor())));
    if (document.tenders() != null) {
      document
          .tenders()
          .forEach(tender -> tenders.merge(tender.type(), tender.amountMinor(), Math::addExact));
    }
  }

  /**
   * What they come to.
   *
   * @param from n of the first
   * @param to n of the last
   */
  public DayTotals totals(long from, long to) {
    List<Tender> byName = new ArrayList<>();
    tenders.forEach((type, amount) -> byName.add(new Tender(type, amount)));
    return new DayTotals(from, to, List.copyOf(types.values()), byName);
  }
}
