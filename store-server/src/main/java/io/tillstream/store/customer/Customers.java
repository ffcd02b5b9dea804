package io.tillstream.store.customer;

import io.tillstream.store.writer.Batch;
import io.tillstream.store.writer.BatchPart;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The customers as one batch finds and leaves them. The writer's thread only. */
public final class Customers implements BatchPart {

  private static final String SELECT =
      "SELECT customer, name, phone, email FROM customer WHERE customer IN " + Batch.KEYS;
  private static final String INSERT =
      "INSERT INTO customer (name, phone, email, customer) VALUES (?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE customer SET name = ?, phone = ?, email = ? WHERE customer = ?";

  private final Batch batch;
  private final Map<String, Customer> known = new HashMap<>();
  private final Map<String, Customer> fresh = new LinkedHashMap<>();
  private final Map<String, Customer> changed = new LinkedHashMap<>();
  private final List<String> arrived = new ArrayList<>();

  private Customers(Batch batch) {
    this.batch = batch;
  }

  /** The customers of this batch. */
  public static Customers of(Batch batch) {
    return batch.part(Customers.class, Customers::new);
  }

  /** Looks some up; of others {@link #isKnown} knows nothing. */
  public void look(Collection<String> numbers) throws SQLException {
    batch.select(
        SELECT,
        numbers.stream().filter(number -> !known.containsKey(number)).toList(),
        row ->
            known.put(
                row.getString(1),
                new Customer(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4))));
  }

  /** Whether a customer that was looked up, or arrived in this batch, is there. */
  public boolean isKnown(String number) {
    return known.containsKey(number);
  }

  /** Takes in a customer who was looked up, unless one of this number is there: that one stays. */
  public void arrive(Customer customer) {
    if (!known.containsKey(customer.customer())) {
      known.put(customer.customer(), customer);
      fresh.put(customer.customer(), customer);
      arrived.add(customer.customer());
    }
  }

  /**
   * Takes in a customer who was looked up, or corrects the one who is there.
   *
   * @return whether that made a difference
   */
  boolean put(Customer customer) {
    Customer before = known.get(customer.customer());
    if (before == null) {
      arrive(customer);
    } else if (!before.equals(customer)) {
      known.put(customer.customer(), customer);
      if (fresh.containsKey(customer.customer())) {
        fresh.put(customer.customer(), customer);
      } else {
        changed.put(customer.customer(), customer);
      }
    }
    return !customer.equals(before);
  }

  /** The numbers of those who arrived since this was asked last. */
  public List<String> arrived() {
    List<String> since = List.copyOf(arrived);
    arrived.clear();
    return since;
  }

  @Override
  public void flush() throws SQLException {
    batch.write(INSERT, fresh.values(), Customers::bind);
    batch.write(UPDATE, changed.values(), Customers::bind);
    fresh.clear();
    changed.clear();
  }

  private static void bind(PreparedStatement statement, Customer customer) throws SQLException {
    statement.setString(1, customer.name());
    statement.setString(2, customer.phone());
    statement.setString(3, customer.email());
    statement.setString(4, customer.customer());
  }
}
