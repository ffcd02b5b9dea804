package io.tillstream.store.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.H2Books;
import io.tillstream.store.ThinBooks;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.retention.ReadFloor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages while the log is thinned out. */
class ReadWholeTest {

  private static final DocumentStream TILL =
      new DocumentStream(new StoreId("S1"), new TerminalId("T1"), 1);

  @RegisterExtension final H2Books books = new H2Books();
  private ThinBooks store;
  private ReadWhole pages;

  @BeforeEach
  void openBooks() throws SQLException {
    store = new ThinBooks(books, Clock.systemUTC());
    pages = pagesOf(books.database());
    for (int item = 1; item <= 6; item++) {
      store.prices("ITEM" + item, item);
    }
  }

  @AfterEach
  void closeBooks() {
    store.close();
  }

  @Test
  void aPageFromWhichARemovalVanishesWhileItIsReadIsNotServed() {
    store.takesAway("ITEM1");
    store.prices("LAMP", 1);
    // The store thins out its log between the two looks into the database.
    ReadWhole late = pagesOf(with(books.database(), 2, store::thinsOutAll));

    assertThatThrownBy(() -> late.after(TILL, 6, 8, 100)).isInstanceOf(ProblemException.class);
  }

  @Test
  void aTerminalThatBeginsWithNothingReadsOnThoughItIsBelowTheFloor() throws SQLException {
    store.prices("ITEM2", 20);
    store.thinsOutAll();

    assertThat(pages.after(TILL, 0, 7, 2).to()).isEqualTo(3);
    store.prices("ITEM5", 50);
    store.thinsOutAll();

    assertThat(prices(pages.after(TILL, 3, 8, 2))).containsOnlyKeys("ITEM4", "ITEM6");
    assertThat(prices(pages.after(TILL, 3, 8, 2)))
        .as("asked again, because the answer was lost")
        .containsOnlyKeys("ITEM4", "ITEM6");
    assertThat(prices(pages.after(TILL, 6, 8, 2))).containsOnlyKeys("ITEM2", "ITEM5");
  }

  @Test
  void aTerminalThatBeganWithNothingBeginsAgainWhenARemovalWasDeletedMeanwhile()
      throws SQLException {
    assertThat(prices(pages.after(TILL, 0, 6, 2))).containsOnlyKeys("ITEM1", "ITEM2");
    store.takesAway("ITEM1");
    store.thinsOutAll();

    assertThatThrownBy(() -> pages.after(TILL, 2, 7, 2)).isInstanceOf(ProblemException.class);

    assertThat(prices(pages.after(TILL, 0, 7, 100)))
        .containsOnlyKeys("ITEM2", "ITEM3", "ITEM4", "ITEM5", "ITEM6");
  }

  @Test
  void aTerminalThatDiedWhileItBeganAgainStandsWhereItWasRefusedAndIsRefusedAgain()
      throws SQLException {
    store.takesAway("ITEM1");
    store.thinsOutAll();
    assertThatThrownBy(() -> pages.after(TILL, 3, 7, 2)).isInstanceOf(ProblemException.class);
    assertThat(pages.after(TILL, 0, 7, 2).to()).isEqualTo(2);

    assertThatThrownBy(() -> pages.after(TILL, 3, 7, 2)).isInstanceOf(ProblemException.class);

    assertThat(pages.after(TILL, 0, 7, 1).to()).isEqualTo(2);
    assertThat(prices(pages.after(TILL, 2, 7, 1))).containsOnlyKeys("ITEM3", "ITEM4");
    assertThat(prices(pages.after(TILL, 4, 7, 9))).containsOnlyKeys("ITEM5", "ITEM6");
  }

  private static Map<String, String> prices(ChangesRead read) {
    return read.images().get(Entity.PRICE);
  }

  private static ReadWhole pagesOf(DataSource database) {
    return new ReadWhole(new ReadChanges(database, 1_000), new ReadFloor(database));
  }

  /** The database, but something happens before a connection to it is taken. */
  private static DataSource with(DataSource database, int connection, Runnable happens) {
    int[] taken = {0};
    return (DataSource)
        Proxy.newProxyInstance(
            ReadWholeTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection") && ++taken[0] == connection) {
                happens.run();
              }
              try {
                return method.invoke(database, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
