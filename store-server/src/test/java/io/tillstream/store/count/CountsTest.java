package io.tillstream.store.count;

import static io.tillstream.store.count.ACountingShop.marks;
import static io.tillstream.store.count.ACountingShop.sells;
import static io.tillstream.store.count.ACountingShop.till;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.CountDetails.Kind;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.intake.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is counted stays as counted, however late the documents come that the count includes (I9).
 */
class CountsTest {

  @RegisterExtension final H2Books books = new H2Books();
  private ACountingShop shop;
  private final AJournal till = till("T1", 1);
  private final Instant now = Instant.now();

  @BeforeEach
  void tenLampsStandThere() throws Exception {
    shop = new ACountingShop(books).knows("LAMP", "VASE");
    shop.receives(10, "LAMP");
  }

  @AfterEach
  void whateverHappensTheBooksAddUp() throws Exception {
    shop.keepsItsBooksSound();
  }

  @Test
  void aCountBooksTheDifferenceToWhatWasThereAtTheMark() throws Exception {
    sells(till, 2, "LAMP", now);
    marks(till, "C1", now);
    sells(till, 1, "LAMP", now);
    Uploads.of(books, till, 0, 3);
    shop.starts("C1", Kind.PARTIAL, "LAMP");
    shop.finds("C1", "3", "LAMP");
    shop.finds("C1", "4.5", "LAMP");

    assertThat(shop.posts("C1", null, false, till.stream())).isEqualTo(new PostCount.Posted());

    assertThat(books.ask("SELECT counted_thousandths, variance_thousandths FROM count_line"))
        .containsExactly("7500 -500");
    assertThat(shop.onHand("LAMP")).isEqualTo("6.5");
    assertThat(shop.posts("C1")).isEqualTo(new PostCount.Repeated());
    assertThat(shop.ownDocuments()).containsExactly("count C1");
  }

  @Test
  void aParkedSaleThatIsBookedAfterTheCountLeavesOnHandAsCounted() throws Exception {
    till.sellsUnknown(3, "NEW");
    marks(till, "C1", now);
    assertThat(Uploads.of(books, till, 0, 2)).containsExactly(Verdict.PARKED, Verdict.ACCEPTED);
    shop.starts("C1", Kind.FULL);
    shop.finds("C1", "10", "LAMP");
    shop.posts("C1", till.stream());

    shop.knows("NEW").learnsOf("NEW");

    assertThat(shop.onHand("NEW")).isEqualTo("0");
    assertThat(shop.ownDocuments()).containsExactly("count C1", "count-restatement C1 T1/1/1");
    assertThat(books.ask("SELECT entity FROM change_log WHERE op = 'fact' ORDER BY seq"))
        .as("who holds it booked holds its restatement")
        .endsWith("document", "release");
  }

  @Test
  void salesOfAClosedEpochThatAreBroughtHomeAfterTheCountLeaveOnHandAsCounted() throws Exception {
    sells(till, 2, "LAMP", now);
    AJournal anew = till("T1", 2);
    marks(anew, "C1", now);
    Uploads.of(books, anew, 0, 1);
    shop.starts("C1", Kind.PARTIAL, "LAMP");
    shop.finds("C1", "8", "LAMP");
    shop.posts("C1", anew.stream());
    assertThat(shop.onHand("LAMP")).isEqualTo("8");

    books.restart();
    Uploads.of(books, till, 0, 1);

    assertThat(shop.onHand("LAMP")).isEqualTo("8");
    assertThat(shop.ownDocuments()).contains("count-restatement C1 T1/1/1");
    Uploads.of(books, till, 0, 1);
    assertThat(shop.ownDocuments()).hasSize(2);
  }

  @Test
  void aMarkThatWasMadeOfflineSettlesWhatCameAfterThePosting() throws Exception {
    sells(till, 2, "LAMP", now.minusSeconds(120));
    marks(till, "C1", now.minusSeconds(60));
    sells(till, 1, "LAMP", now.minusSeconds(30));
    shop.starts("C1", Kind.PARTIAL, "LAMP");
    shop.finds("C1", "8", "LAMP");
    assertThat(shop.posts("C1", null, false, till.stream()))
        .isEqualTo(new PostCount.Unmarked(List.of(new TerminalId("T1"))));
    assertThat(shop.posts("C1", null, true, till.stream())).isEqualTo(new PostCount.Posted());
    assertThat(shop.onHand("LAMP")).isEqualTo("8");

    Uploads.of(books, till, 0, 1);
    assertThat(shop.onHand("LAMP")).as("nobody has said so yet").isEqualTo("6");
    Uploads.of(books, till, 1, 3);

    assertThat(shop.onHand("LAMP")).isEqualTo("7");
    assertThat(books.ask("SELECT n, state FROM count_review")).containsExactly("1 inside");
    assertThat(shop.ownDocuments()).contains("count-restatement C1 T1/1/1").hasSize(2);
  }

  @Test
  void withoutAMarkAPersonSaysWhatWasInTheCountAndNobodyElse() throws Exception {
    shop.starts("C1", Kind.PARTIAL, "LAMP");
    shop.finds("C1", "8", "LAMP");
    shop.posts("C1", till.stream());
    sells(till, 2, "LAMP", now.minusSeconds(120));
    sells(till, 1, "LAMP", now.minusSeconds(10));
    sells(till, 1, "LAMP", now.plus(Duration.ofHours(1)));
    sells(till, 1, "LAMP", now.minusSeconds(10));

    Uploads.of(books, till, 0, 4);

    assertThat(shop.onHand("LAMP")).isEqualTo("3");
    assertThat(books.ask("SELECT n, state, why FROM count_review ORDER BY n"))
        .as("what comes after one that came later came later, whatever the clock says")
        .containsExactly("1 open unmarked", "2 open unmarked");

    assertThat(shop.says("C1", till, 1, true)).isEqualTo(new SettleReview.Settled());
    assertThat(shop.says("C1", till, 2, false)).isEqualTo(new SettleReview.Settled());
    assertThat(shop.says("C1", till, 1, true)).isEqualTo(new SettleReview.Settled());
    assertThat(shop.says("C1", till, 1, false))
        .isEqualTo(new SettleReview.DecidedOtherwise("inside"));
    assertThat(shop.says("C1", till, 3, true)).isEqualTo(new SettleReview.Unknown());

    assertThat(shop.onHand("LAMP")).isEqualTo("5");
    assertThat(shop.ownDocuments()).containsExactly("count C1", "count-restatement C1 T1/1/1");
  }

  @Test
  void whatWasCountedAgainDoesNotDependOnTheEarlierReviewAnyMore() throws Exception {
    shop.starts("C1", Kind.PARTIAL, "LAMP");
    shop.finds("C1", "8", "LAMP");
    shop.posts("C1", till.stream());
    sells(till, 2, "LAMP", now.minusSeconds(120));
    Uploads.of(books, till, 0, 1);
    marks(till, "C2", now);
    Uploads.of(books, till, 1, 2);
    shop.starts("C2", Kind.PARTIAL, "LAMP");
    shop.finds("C2", "8", "LAMP");
    shop.posts("C2", till.stream());

    shop.says("C1", till, 1, true);

    assertThat(shop.onHand("LAMP")).isEqualTo("8");
    assertThat(shop.ownDocuments()).containsExactly("count C1", "count C2");
  }

  @Test
  void whatWasFoundInAnEarlierCountIsInTheNextOneThoughItsCutLeavesItOut() throws Exception {
    shop.starts("C1", Kind.PARTIAL, "LAMP");
    shop.finds("C1", "8", "LAMP");
    shop.posts("C1", till.stream());
    sells(till, 2, "LAMP", now.minusSeconds(120));
    Uploads.of(books, till, 0, 1);
    shop.says("C1", till, 1, true);
    books.run("INSERT INTO count_mark (count_id, terminal, epoch, n) VALUES ('C2', 'T1', 1, 0)");
    shop.starts("C2", Kind.PARTIAL, "LAMP");
    shop.finds("C2", "7", "LAMP");

    shop.posts("C2", till.stream());

    assertThat(shop.onHand("LAMP")).isEqualTo("7");
  }

  @Test
  void aFullCountFindsNothingOfWhatNobodyEntered() throws Exception {
    shop.receives(4, "VASE");
    shop.starts("C1", Kind.FULL);
    shop.finds("C1", "10", "LAMP");

    shop.posts("C1");

    assertThat(shop.onHand("LAMP")).isEqualTo("10");
    assertThat(shop.onHand("VASE")).isEqualTo("0");
    assertThat(books.ask("SELECT item, variance_thousandths FROM count_line ORDER BY item"))
        .containsExactly("LAMP 0", "VASE -4000");
  }

  @Test
  void aPartialCountSaysNothingOfWhatNobodyEntered() throws Exception {
    shop.receives(4, "VASE");
    shop.starts("C1", Kind.PARTIAL, "LAMP", "VASE");
    assertThat(shop.posts("C1")).isEqualTo(new PostCount.NothingCounted());
    shop.finds("C1", "10", "LAMP");

    shop.posts("C1");

    assertThat(shop.onHand("VASE")).isEqualTo("4");
    assertThat(books.ask("SELECT item FROM count_line")).containsExactly("LAMP");
  }

  @Test
  void aLargeVarianceNeedsARecountOrASecondPerson() throws Exception {
    shop.receives(90, "VASE");
    shop.costs("LAMP", 200_0000);
    shop.starts("C1", Kind.PARTIAL);
    shop.finds("C1", "39", "VASE");
    shop.finds("C1", "4", "LAMP");

    PostCount.Answer refused = shop.posts("C1");
    assertThat(((PostCount.NotApproved) refused).lines())
        .extracting(CountFigures.Line::item)
        .containsExactly("LAMP", "VASE");
    assertThat(shop.posts("C1", "ann", true)).isInstanceOf(PostCount.NotApproved.class);
    shop.enters("C1", "PDA-2", "1", "5", "LAMP", 2);
    assertThat(((PostCount.NotApproved) shop.posts("C1")).lines())
        .extracting(CountFigures.Line::item)
        .containsExactly("VASE");

    assertThat(shop.posts("C1", "Ben", true)).isEqualTo(new PostCount.Posted());

    assertThat(shop.onHand("LAMP")).as("the recount counts").isEqualTo("5");
    assertThat(shop.onHand("VASE")).isEqualTo("39");
    assertThat(books.ask("SELECT counted_by, approved_by FROM stock_count"))
        .containsExactly("Ann Ben");
  }

  @Test
  void entriesCountOnceHoweverOftenTheyAreSent() throws Exception {
    shop.starts("C1", Kind.PARTIAL);

    assertThat(shop.enters("C1", "PDA-1", "1", "3", "LAMP", 1))
        .isEqualTo(new EnterCounted.Entered());
    assertThat(shop.enters("C1", "PDA-1", "1", "3", "LAMP", 1))
        .isEqualTo(new EnterCounted.Repeated());
    assertThat(shop.enters("C1", "PDA-1", "1", "4", "LAMP", 1))
        .isEqualTo(new EnterCounted.NameTaken());
    assertThat(shop.enters("C1", "PDA-2", "1", "4", "LAMP", 1))
        .isEqualTo(new EnterCounted.Entered());
    assertThat(shop.finds("C1", "1", "NONE")).isEqualTo(new EnterCounted.UnknownItem());
    assertThat(shop.finds("C9", "1", "LAMP")).isEqualTo(new EnterCounted.Unknown());
    shop.posts("C1");

    assertThat(shop.onHand("LAMP")).isEqualTo("7");
    assertThat(shop.finds("C1", "1", "LAMP"))
        .isEqualTo(new EnterCounted.Closed(CountHead.State.POSTED));
    assertThat(shop.enters("C1", "PDA-1", "1", "3", "LAMP", 1))
        .as("an answer that was lost")
        .isEqualTo(new EnterCounted.Repeated());
  }

  @Test
  void ofOneItemCountsFollowEachOther() throws Exception {
    assertThat(shop.starts("C1", Kind.PARTIAL, "LAMP")).isEqualTo(new StartCount.Started());
    assertThat(shop.starts("C1", Kind.PARTIAL, "LAMP")).isEqualTo(new StartCount.Repeated());
    assertThat(shop.starts("C1", Kind.FULL)).isEqualTo(new StartCount.NameTaken());
    assertThat(shop.starts("C2", Kind.PARTIAL, "LAMP")).isEqualTo(new StartCount.Overlaps("C1"));
    assertThat(shop.starts("C2", Kind.FULL)).isEqualTo(new StartCount.Overlaps("C1"));
    assertThat(shop.starts("C2", Kind.PARTIAL, "NONE"))
        .isEqualTo(new StartCount.UnknownItems(Set.of("NONE")));
    assertThat(shop.starts("C2", Kind.PARTIAL, "VASE")).isEqualTo(new StartCount.Started());
    assertThat(shop.finds("C2", "1", "LAMP")).isEqualTo(new EnterCounted.Overlaps("C1"));

    books.write(new EndCount("C1"));

    assertThat(shop.finds("C2", "10", "LAMP")).isEqualTo(new EnterCounted.Entered());
    assertThat(shop.posts("C1")).isEqualTo(new PostCount.Cancelled());
    assertThat(shop.posts("C2")).isEqualTo(new PostCount.Posted());
  }

  @Test
  void goodsThatArriveAfterTheStoresOwnMarkAreNotInTheCount() throws Exception {
    shop.starts("C1", Kind.PARTIAL, "LAMP");
    books.write(new MarkStore(H2Books.SHOP, "C1"));
    shop.finds("C1", "9", "LAMP");
    shop.receives(5, "LAMP");

    shop.posts("C1");

    assertThat(shop.onHand("LAMP")).isEqualTo("14");
  }

  @Test
  void whatAnEarlierCountPutsRightIsNoMovementAfterTheStoresOwnMark() throws Exception {
    sells(till, 2, "LAMP", now);
    marks(till, "C1", now);
    shop.starts("C1", Kind.PARTIAL, "LAMP");
    shop.finds("C1", "8", "LAMP");
    books.run("INSERT INTO count_mark (count_id, terminal, epoch, n) VALUES ('C1', 'T1', 1, 2)");
    shop.posts("C1", till.stream());
    shop.starts("C2", Kind.PARTIAL, "LAMP");
    books.write(new MarkStore(H2Books.SHOP, "C2"));
    Uploads.of(books, till, 0, 2);
    shop.finds("C2", "7", "LAMP");

    shop.posts("C2", till.stream());

    assertThat(shop.ownDocuments())
        .containsExactly("count C1", "count-restatement C1 T1/1/1", "count C2");
    assertThat(shop.onHand("LAMP")).isEqualTo("7");
  }

  @Test
  void anItemThatWasCountedMeanwhileDoesNotJoinACountThatBeganBefore() throws Exception {
    shop.starts("C1", Kind.PARTIAL, "VASE");
    shop.starts("C2", Kind.PARTIAL, "LAMP");
    shop.finds("C2", "8", "LAMP");
    shop.posts("C2");

    assertThat(shop.finds("C1", "9", "LAMP")).isEqualTo(new EnterCounted.Overlaps("C2"));
    assertThat(shop.finds("C1", "1", "VASE")).isEqualTo(new EnterCounted.Entered());
    assertThat(shop.posts("C1")).isEqualTo(new PostCount.Posted());
  }

  @Test
  void aCountThatABackupHoldsAsOpenIsNotPostedAfterALaterOne() throws Exception {
    shop.starts("C1", Kind.PARTIAL, "LAMP");
    books.write(new EndCount("C1"));
    shop.starts("C2", Kind.FULL);
    shop.finds("C2", "8", "LAMP");
    shop.posts("C2");
    books.run(
        "UPDATE stock_count SET state = 'open', ended_at_millis = NULL WHERE count_id = 'C1'");
    shop.finds("C1", "9", "LAMP");

    assertThat(shop.posts("C1")).isEqualTo(new PostCount.Overlaps("C2"));
    assertThat(shop.onHand("LAMP")).isEqualTo("8");
  }

  @Test
  void aCountOfMoreItemsThanADocumentHoldsGoesOnInFurtherParts() throws Exception {
    String[] items = new String[Document.LINES_MAX];
    Arrays.setAll(items, i -> "I" + i);
    shop.receives(1, items);
    shop.starts("C1", Kind.FULL);

    shop.posts("C1", "Ben", true);

    assertThat(shop.ownDocuments()).containsExactly("count C1", "count C1 2");
    assertThat(books.ask("SELECT COUNT(*) FROM count_line")).containsExactly("5001");
    assertThat(shop.onHand("I77")).isEqualTo("0");
  }

  @Test
  void eachTypeOfTheStoresOwnDocumentsHasNumbersOfItsOwnWithoutAGap() throws Exception {
    shop.starts("C1", Kind.PARTIAL, "LAMP");
    shop.finds("C1", "10", "LAMP");
    shop.posts("C1");
    books.restart();
    shop.receives(1, "LAMP");
    shop.receives(1, "LAMP");

    assertThat(
            books.ask(
                "SELECT n, series_counter FROM document WHERE type = '%s' ORDER BY n"
                    .formatted(DocumentType.GOODS_RECEIPT)))
        .containsExactly("1 1", "3 2", "4 3");
  }
}
