package io.tillstream.store.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.Location;
import io.tillstream.store.H2Books;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store whose database was put back does not settle by what a person has switched off since. */
class PolicyAfterARestoreTest {

  @RegisterExtension final H2Books books = H2Books.withAWitness();

  private PolicyBooks shop;

  @BeforeEach
  void aShop() {
    shop = new PolicyBooks(books);
  }

  @Test
  void aPolicyThatWasOnInTheBackupIsOffUntilAPersonSwitchesItOnAgain() throws Exception {
    shop.inForce("p", PolicyBooks.few(Choice.ACCEPT, 1));
    books.backUp();
    shop.switches("p", 1, false);
    shop.shop.oversells(1, "A");
    putBack();
    shop.shop.oversells(1, "B");

    assertThat(shop.apply()).isZero();
    assertThat(shop.policies().of("p").orElseThrow().on()).isNull();
    assertThat(shop.policies().of("p").orElseThrow().newest().state()).isEqualTo("off");

    assertThat(shop.switches("p", 1, true)).isEqualTo(new SwitchPolicy.Answer.Switched());
    assertThat(shop.apply()).isEqualTo(1);
  }

  /** I2: a person, or the policy, may have settled it since the backup. */
  @Test
  void aPolicySettlesNothingBeforeHeadOfficeHasGivenBackWhatItHas() throws Exception {
    shop.inForce("p", PolicyBooks.few(Choice.COMPENSATE, 1));
    shop.shop.oversells(1, "A");
    books.backUp();
    shop = new PolicyBooks(books);
    assertThat(shop.apply()).isEqualTo(1);
    List<byte[]> own = ownDocuments();
    putBack();
    shop.switches("p", 1, true);
    books.restoration().asksHeadOffice();

    assertThat(shop.apply()).isZero();

    shop.shop.takesBack(own, 1);
    shop.shop.takesBack(own, 2);
    books.restoration().fetched(books.writer().published().incarnation());
    assertThat(shop.apply()).isZero();
    assertThat(shop.shop.onHand(Location.SHOP_FLOOR, "A")).isEqualTo("0");
  }

  @Test
  void aRestartSwitchesNothingOff() throws SQLException {
    shop.inForce("p", PolicyBooks.few(Choice.ACCEPT, 1));
    books.restart();
    shop = new PolicyBooks(books);
    shop.shop.oversells(1, "A");

    assertThat(shop.apply()).isEqualTo(1);
  }

  @Test
  void aVersionThatASettlementNamesIsNotGivenToAnotherRule() throws Exception {
    shop.writes("p", PolicyBooks.few(Choice.ACCEPT, 1));
    books.backUp();
    shop.inForce("p", PolicyBooks.few(Choice.ACCEPT, 2));
    shop.shop.oversells(2, "A");
    shop.apply();
    List<byte[]> own = ownDocuments();
    assertThat(own).hasSize(1);
    putBack();

    shop.shop.takesBack(own, 1);

    assertThat(shop.writes("p", PolicyBooks.few(Choice.COMPENSATE, 2))).isEqualTo(3);
  }

  private void putBack() throws Exception {
    books.putBack();
    assertThat(books.restoration().life()).isPresent();
    shop = new PolicyBooks(books);
  }

  private List<byte[]> ownDocuments() throws SQLException {
    List<byte[]> own = new ArrayList<>();
    try (Connection connection = books.database().getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT body FROM document WHERE terminal = 'STORE' ORDER BY n");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        own.add(row.getBytes(1));
      }
    }
    return own;
  }
}
