package io.tillstream.store.customer;

import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.FieldError;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads customers as people write them, whole or not at all, and names every fault. One use, one
 * thread.
 */
final class ReadCustomers {

  private static final List<String> HEADER = List.of("customer", "name", "phone", "email");

  private final Faults faults = new Faults();
  private final Map<String, Customer> read = new LinkedHashMap<>();

  /**
   * A file: CSV in UTF-8, with a header of customer, name, phone and email, in this order.
   *
   * @throws ProblemException {@code invalid-field}, {@code malformed-body}
   * @throws IOException when the connection breaks
   */
  PutCustomers file(InputStream file, int rowsMax) throws IOException {
    try (CSVParser rows =
        CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(true)
            .get()
            .parse(
                new InputStreamReader(
                    file,
                    StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)))) {
      boolean isHeader = true;
      for (CSVRecord row : rows) {
        int line = Math.toIntExact(rows.getCurrentLineNumber());
        if (isHeader) {
          requireHeader(row);
          isHeader = false;
        } else if (row.size() != HEADER.size()) {
          fault(line, "row", "has " + row.size() + " values, not " + HEADER.size());
        } else if (read.size() == rowsMax) {
          fault(line, "file", "has more than " + rowsMax + " rows");
          break;
        } else {
          take(line, row.get(0), row.get(1), row.get(2), row.get(3));
        }
      }
    } catch (UncheckedIOException e) {
      unreadable(e.getCause());
    } catch (IOException e) {
      unreadable(e);
    }
    faults.throwIfAny();
    return new PutCustomers(List.copyOf(read.values()));
  }

  /**
   * One customer.
   *
   * @throws ProblemException {@code invalid-field}
   */
  PutCustomers one(String customer, String name, String phone, String email) {
    take(null, customer, name, phone, email);
    faults.throwIfAny();
    return new PutCustomers(List.copyOf(read.values()));
  }

  private void requireHeader(CSVRecord row) {
    String first = row.get(0);
    List<String> names = row.toList();
    boolean marked = !first.isEmpty() && first.charAt(0) == '\uFEFF';
    boolean fits =
        marked
            ? first.substring(1).equals(HEADER.get(0))
                && names.subList(1, names.size()).equals(HEADER.subList(1, HEADER.size()))
            : names.equals(HEADER);
    if (!fits) {
      throw ProblemException.of(
          ProblemCode.MALFORMED_BODY, "the header of the file must be " + String.join(",", HEADER));
    }
  }

  private static void unreadable(IOException e) throws IOException {
    if (e instanceof CharacterCodingException || e instanceof CSVException) {
      throw ProblemException.of(
          ProblemCode.MALFORMED_BODY,
          e instanceof CSVException
              ? "the file has a quoted value that does not end properly"
              : "the file is not UTF-8");
    }
    throw e; // the connection
  }

  private void take(Integer line, String customer, String name, String phone, String email) {
    String number = text(line, "customer", customer, Customer.CODE_LENGTH_MAX);
    if (number == null) {
      fault(line, "customer", "is missing");
    } else if (!number.equals(customer)) {
      fault(line, "customer", "begins or ends with a blank");
    }
    String called = text(line, "name", name, Customer.TEXT_LENGTH_MAX);
    Customer taken =
        new Customer(
            number,
            called == null ? "" : called,
            text(line, "phone", phone, Customer.CODE_LENGTH_MAX),
            text(line, "email", email, Customer.TEXT_LENGTH_MAX));
    if (read.put(number, taken) != null && number != null) {
      fault(line, "customer", number + " stands there twice");
    }
  }

  private String text(Integer line, String field, String value, int lengthMax) {
    if (value == null || value.isBlank()) {
      return null;
    }
    if (value.length() > lengthMax) {
      fault(line, field, "has more than " + lengthMax + " characters");
    } else if (!PlainText.is(value)) {
      fault(line, field, "holds what cannot be printed");
    }
    return value.strip();
  }

  private void fault(Integer line, String field, String detail) {
    faults.add(ProblemCode.INVALID_FIELD, new FieldError(line, field, detail));
  }
}
