package io.tillstream.store.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.store.H2Books;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InsertionTest {

  private static final List<String> COLUMNS =
      List.of("customer", "name", "phone", "email"); // two of them may be empty
  private static final Insertion<Integer> CUSTOMERS =
      Insertion.into(
          "customer",
          COLUMNS,
          (parameters, i) ->
              parameters
                  .text("C%05d".formatted(i))
                  .text("Customer " + i)
                  .text(i % 2 == 0 ? null : "0" + i)
                  .text(null));

  @RegisterExtension final H2Books books = new H2Books();

  @Test
  void everyRowGetsInOnceHoweverManyStatementsItTakes() throws SQLException {
    int from = 0;
    for (int rows : new int[] {0, 1, 3, 4, 31, 32, 255, 256, 257, 1_023, 2_345}) {
      insert(from, from + rows);
      from += rows;
    }

    assertThat(books.ask("SELECT customer, name, phone, email FROM customer ORDER BY customer"))
        .isEqualTo(
            IntStream.range(0, from)
                .mapToObj(
                    i -> "C%05d Customer %d %s null".formatted(i, i, i % 2 == 0 ? "null" : "0" + i))
                .toList());
  }

  private void insert(int from, int to) {
    books.write(
        batch -> {
          batch.insert(CUSTOMERS, IntStream.range(from, to).boxed().toList());
          return true;
        });
  }
}
