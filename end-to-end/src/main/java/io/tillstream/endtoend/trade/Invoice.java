package io.tillstream.endtoend.trade;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An invoice of the file. The date is that of its first line: some invoices have two. Should it
 * hold quantities of both signs, it becomes a sale and a write-off.
 */
final class Invoice {

  private final String number;
  private final String businessDate;
  private final String customer;
  private final Map<DocumentType, List<Receipt.Line>> lines = new EnumMap<>(DocumentType.class);

  Invoice(String number, String businessDate, String customer) {
    this.number = number;
    this.businessDate = businessDate;
    this.customer = customer;
  }

  void add(RetailLine line) {
    List<Receipt.Line> sameType = lines.computeIfAbsent(line.type(), type -> new ArrayList<>());
    if (sameType.size() == Document.LINES_MAX) {
      throw new IllegalArgumentException(
          "invoice " + number + " has more than " + Document.LINES_MAX + " lines");
    }
    sameType.add(line.toReceiptLine());
  }

  List<Receipt> receipts() {
    return lines.entrySet().stream()
        .map(
            entry ->
                new Receipt(
                    entry.getKey(),
                    number,
                    businessDate,
                    entry.getKey() == DocumentType.WRITE_OFF ? null : customer,
                    null,
                    entry.getValue()))
        .toList();
  }
}
