package io.tillstream.store.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Person;
import java.util.List;

/**
 * Somebody whom documents may name.
 *
 * @param customer the number; that of the document if a till has taken the customer down
 * @param name as the customer gave it; may be empty
 * @param phone or null
 * @param email or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Customer(String customer, String name, String phone, String email) {

  /** Most characters of a name and of an email address. */
  static final int TEXT_LENGTH_MAX = 200;

  /** Most characters of a number and of a telephone number. */
  static final int CODE_LENGTH_MAX = 64;

  private static final Person NOBODY = new Person("", null, null);

  /**
   * Whom a customer document is about, as far as there is room: its bytes keep the rest. Under two
   * numbers when the document was made anew: receipts may name the number of the first one.
   */
  public static List<Customer> of(Document document) {
    Person person = document.person() == null ? NOBODY : document.person();
    Customer customer = named(document.number(), person);
    return document.replaces() == null
        ? List.of(customer)
        : List.of(customer, named(document.replaces().number(), person));
  }

  private static Customer named(String number, Person person) {
    return new Customer(
        number,
        person.name() == null ? "" : fitting(person.name(), TEXT_LENGTH_MAX),
        fitting(person.phone(), CODE_LENGTH_MAX),
        fitting(person.email(), TEXT_LENGTH_MAX));
  }

  private static String fitting(String text, int lengthMax) {
    if (text == null || text.length() <= lengthMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax;
    return text.substring(0, end);
  }
}
