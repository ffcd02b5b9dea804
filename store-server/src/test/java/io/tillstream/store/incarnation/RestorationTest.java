package io.tillstream.store.incarnation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.download.Cursor;
import io.tillstream.protocol.handshake.Greeting;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.Eventually;
import io.tillstream.store.H2Books;
import io.tillstream.store.changelog.Entity;
import io.tillstream.store.changelog.Image;
import io.tillstream.store.writer.Fence;
import io.tillstream.store.writer.Published;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store whose database is put back to yesterday's notices it, whoever tells (I18). */
class RestorationTest {

  private static final DocumentStream T1 =
      new DocumentStream(H2Books.SHOP.id(), new TerminalId("T1"), 1);

  @RegisterExtension final H2Books books = H2Books.withAWitness();

  @Test
  void aRestartIsNoRestore() throws Exception {
    changes(10);
    String incarnation = incarnation();

    books.restart();

    assertThat(incarnation()).isEqualTo(incarnation);
    assertThat(books.restoration().status()).isEmpty();
  }

  /** The witness is written behind the books, so a kill leaves it behind, which accuses nobody. */
  @Test
  void aProgramThatDiedBeforeItsWitnessWasWrittenIsNotAccused() throws Exception {
    changes(10);
    String incarnation = incarnation();
    books.close();
    Path early = books.witness().resolveSibling("early.json");
    Files.copy(books.witness(), early);
    books.open();
    changes(10);
    books.close();
    Files.move(early, books.witness(), StandardCopyOption.REPLACE_EXISTING);

    books.open();

    assertThat(incarnation()).isEqualTo(incarnation);
  }

  @Test
  void yesterdaysBackupBeginsAnotherLifeOfTheLogAtTheStart() throws Exception {
    yesterdaysBackupIsPutBack(10, 5);
    String former = books.ask("SELECT former FROM incarnation").getFirst();

    assertThat(incarnation()).isNotEqualTo(former);
    assertThat(books.writer().published().seq()).isEqualTo(10);
    RestoredStatus status = books.restoration().status().orElseThrow();
    assertThat(status.foundBy()).isEqualTo("witness");
    assertThat(status.detail())
        .isEqualTo("the database stands at change 10, its witness has seen 15");
    assertThat(status.summary())
        .isEqualTo(
            "the database was restored from a backup: 0 documents came back from terminals, 0 from"
                + " head office");
  }

  @Test
  void theWitnessOfTheNewLifeAccusesNobodyAfterwards() throws Exception {
    yesterdaysBackupIsPutBack(10, 5);
    String incarnation = incarnation();

    books.restart();

    assertThat(incarnation()).isEqualTo(incarnation);
    assertThat(books.ask("SELECT COUNT(*) FROM incarnation")).containsExactly("1");
  }

  /** I2: goods receipts since the backup may be known to head office under the former epoch. */
  @Test
  void theStoresOwnDocumentsNeverReuseAnEpochHoweverOftenTheSameBackupIsPutBack() throws Exception {
    assertThat(ownEpoch()).isEqualTo(1);
    changes(10);
    books.backUp();
    changes(5);
    books.putBack();
    assertThat(ownEpoch()).isEqualTo(2);
    changes(5);

    books.putBack();

    assertThat(ownEpoch()).isEqualTo(3);
    assertThat(books.restoration().status().orElseThrow().detail())
        .contains("a life of the change log that the database does not know");
  }

  /** I10: a machine with an empty directory knows nothing of it, and nothing of it may be here. */
  @Test
  void anEpochThatWasGrantedSinceTheBackupIsNeverGrantedAgain() throws Exception {
    books.run("INSERT INTO terminal (terminal, epoch, created_at_millis) VALUES ('T2', 1, 0)");
    changes(10);
    books.backUp();
    books.run("INSERT INTO terminal (terminal, epoch, created_at_millis) VALUES ('T1', 2, 0)");
    books.restoration().granted();

    books.putBack();

    assertThat(books.restoration().status().orElseThrow().detail())
        .isEqualTo("the database does not know all epochs that its witness has seen granted");
    assertThat(books.restoration().epochsSpent()).isEqualTo(2);
    books.putBack();
    assertThat(books.restoration().epochsSpent()).isEqualTo(2);
    books.run("INSERT INTO terminal (terminal, epoch, created_at_millis) VALUES ('T1', 3, 0)");
    books.restoration().granted();
    books.putBack();
    assertThat(books.restoration().epochsSpent()).isEqualTo(3);
  }

  @Test
  void aGrantThatIsNotTheHighestIsMissedToo() throws Exception {
    books.run("INSERT INTO terminal (terminal, epoch, created_at_millis) VALUES ('T1', 3, 0)");
    books.restoration().granted();
    books.backUp();
    books.run("INSERT INTO terminal (terminal, epoch, created_at_millis) VALUES ('T2', 1, 0)");
    books.restoration().granted();

    books.putBack();

    assertThat(books.restoration().epochsSpent()).isEqualTo(3);
  }

  @Test
  void withoutAWitnessManyEpochsAreLeftOut() throws Exception {
    books.run("INSERT INTO terminal (terminal, epoch, created_at_millis) VALUES ('T1', 4, 0)");
    books.restart();

    books.restoration().greeted(greeting(4, new Cursor(incarnation(), 3)));

    assertThat(books.restoration().epochsSpent()).isEqualTo(104);
  }

  @Test
  void whereNothingWentBackNoEpochIsLeftOut() throws Exception {
    assertThat(books.restoration().epochsSpent()).isZero();
  }

  @Test
  void withoutAWitnessATerminalThatWasToldMoreIsBelieved() throws Exception {
    changes(10);
    books.backUp();
    changes(5);
    String former = incarnation();
    books.close();
    Files.delete(books.witness());
    books.putBack();
    assertThat(incarnation()).isEqualTo(former);

    books.restoration().greeted(greeting(4, new Cursor(former, 15)));

    assertThat(incarnation()).isNotEqualTo(former);
    RestoredStatus status = books.restoration().status().orElseThrow();
    assertThat(status.foundBy()).isEqualTo("terminal");
    assertThat(status.missing()).isEqualTo(4);
    assertThat(status.summary()).endsWith("; 4 documents not yet");
  }

  @Test
  void aTerminalWhoseDocumentsWereConfirmedIsBelievedThoughItsCursorIsOld() throws Exception {
    changes(10);
    String former = incarnation();

    books.restoration().greeted(greeting(4, new Cursor(former, 3)));

    assertThat(incarnation()).isNotEqualTo(former);
  }

  @Test
  void whatWasKnownOfTerminalsConversationsIsForgotten() throws Exception {
    changes(10);
    books.run(
        "INSERT INTO terminal_epoch (terminal, epoch, known_session) VALUES ('T1', 1, 'old')");

    books.restoration().greeted(greeting(4, new Cursor(incarnation(), 3)));

    assertThat(books.ask("SELECT known_session FROM terminal_epoch")).containsExactly("null");
  }

  @Test
  void aTerminalThatAgreesChangesNothing() throws Exception {
    changes(10);
    String incarnation = incarnation();

    books.restoration().greeted(greeting(0, new Cursor(incarnation, 10)));
    books.restoration().greeted(greeting(0, null));

    assertThat(incarnation()).isEqualTo(incarnation);
  }

  @Test
  void whatTerminalsWereToldInALifeThatHasEndedBeginsNoOther() throws Exception {
    yesterdaysBackupIsPutBack(10, 5);
    String former = books.ask("SELECT former FROM incarnation").getFirst();
    books.restart();
    String incarnation = incarnation();

    books.restoration().greeted(greeting(4, new Cursor(former, 15)));
    books.restoration().greeted(greeting(4, new Cursor(former, 15)));

    assertThat(incarnation()).isEqualTo(incarnation);
    assertThat(books.restoration().status().orElseThrow().missing()).isEqualTo(4);
  }

  /** The second backup does not know of the life that began when the first was put back. */
  @Test
  void oneWhoStoodInALifeThatTheSameBackupEndedBeginsNoOtherHoweverOftenTheStoreIsStarted()
      throws Exception {
    yesterdaysBackupIsPutBack(10, 5);
    String between = incarnation();
    changes(5);
    books.putBack();
    String incarnation = incarnation();
    int spent = books.restoration().epochsSpent();
    for (int i = 0; i < 2; i++) {
      books.restart();

      books.restoration().greeted(greeting(4, new Cursor(between, 15)));
    }

    assertThat(incarnation()).isEqualTo(incarnation);
    assertThat(books.restoration().epochsSpent()).isEqualTo(spent);
  }

  @Test
  void twoWhoStoodInTwoForgottenLivesBeginOneLifeTogether() throws Exception {
    changes(10);
    books.restoration().greeted(greeting(4, new Cursor("forgotten", 15)));
    books.restoration().greeted(greeting(4, new Cursor("forgotten, too", 15)));
    String begun = incarnation();
    books.restart();

    books.restoration().greeted(greeting(4, new Cursor("forgotten", 15)));
    books.restoration().greeted(greeting(4, new Cursor("forgotten, too", 15)));

    assertThat(incarnation()).isEqualTo(begun);
  }

  @Test
  void oneProgramBeginsOneLifeWhoeverClaimsWhat() throws Exception {
    changes(10);
    books.restoration().greeted(greeting(4, new Cursor(incarnation(), 15)));
    String begun = incarnation();

    books.restoration().greeted(greeting(900, new Cursor(begun, 9_999)));
    books.restoration().greeted(greeting(900, new Cursor("never heard of", 1)));
    books.restoration().cursorIsAhead(T1, books.writer().published(), 9_999);

    assertThat(books.restoration().headOfficeIsAhead(begun, "says so")).isFalse();
    assertThat(incarnation()).isEqualTo(begun);
  }

  /** I17: leaders are counted anew in a restored database; the life tells them apart. */
  @Test
  void aProgramFromBeforeTheRestoreCommitsNothingThoughItsLeaderEpochComesAgain() throws Exception {
    changes(10);
    Fence stale = new Fence(books.writer(), books.database());
    Published before = books.writer().published();
    // What a restore and a second program do to the row that this one trusts.
    books.run("UPDATE store_clock SET incarnation = 'another life'");

    assertThatThrownBy(() -> stale.write(connection -> {})).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> changes(1)).isInstanceOf(ProblemException.class);

    assertThat(books.ask("SELECT v FROM store_clock")).containsExactly("" + before.seq());
  }

  @Test
  void theWitnessFollowsTheBooksWithoutBeingAsked() throws Exception {
    changes(3);

    Eventually.holds(
        () ->
            new WitnessFile(books.witness()).read().orElseThrow().seq()
                == books.writer().published().seq());
  }

  private static Greeting greeting(long acknowledged, Cursor cursor) {
    Hash any = Hash.START.then(new byte[] {1});
    Watermark known = new Watermark(acknowledged, acknowledged == 0 ? Hash.START : any);
    return new Greeting(T1, known, known, null, "session", cursor);
  }

  private void yesterdaysBackupIsPutBack(int before, int after) throws Exception {
    changes(before);
    books.backUp();
    changes(after);
    books.putBack();
  }

  private String incarnation() {
    return books.writer().published().incarnation();
  }

  private int ownEpoch() {
    return books.write(OwnEpoch::of);
  }

  private void changes(int count) {
    for (int i = 0; i < count; i++) {
      books.write(
          batch -> {
            batch.put(Entity.PRICE, "LAMP", Image.of("LAMP", 25_500));
            return true;
          });
    }
  }
}
