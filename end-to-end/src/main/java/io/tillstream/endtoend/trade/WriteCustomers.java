package io.tillstream.endtoend.trade;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeSet;

/** Writes the customers whom receipts name as the file that a store imports. */
public final class WriteCustomers {

  private WriteCustomers() {}

  /** The file; its header alone when no receipt names anybody. */
  public static byte[] of(Collection<Receipt> receipts) {
    StringBuilder csv = new StringBuilder("customer,name,phone,email\r\n");
    receipts.stream()
        .map(Receipt::customer)
        .filter(Objects::nonNull)
        .filter(customer -> !customer.isEmpty())
        .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
        .forEach(
            customer ->
                csv.append('"')
                    .append(customer.replace("\"", "\"\""))
                    .append("\",Customer ")
                    .append("of the file,,\r\n"));
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }
}
