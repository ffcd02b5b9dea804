package io.tillstream.store.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.platform.stream.ReceivedBatch;
import io.tillstream.protocol.verdict.ParkedReason;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.protocol.wire.Outcome;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One document that cannot be booked delays no other (I14). */
class PoisonedUploadTest {

  private static final String POISON = "POISON";

  @RegisterExtension final H2Books books = new H2Books();

  @BeforeEach
  void theCustomersHoldAllThatCanBeCounted() throws SQLException {
    // So many were sold that one more cannot be counted.
    books.run(
        "INSERT INTO stock (location, item, quantity_thousandths) VALUES ('customer', '"
            + POISON
            + "', "
            + Long.MAX_VALUE
            + ")");
  }

  @Test
  void theDocumentThatCannotBeBookedIsParkedAndTheOthersAreBooked() throws SQLException {
    AJournal journal = AJournal.of("T1").sells(1, "LAMP").sells(1, "LAMP", POISON).sells(2, "LAMP");

    Received.Answered answer = (Received.Answered) books.write(upload(journal, 0, 3));

    assertThat(answer.outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(answer.watermark().position()).isEqualTo(3);
    assertThat(answer.verdicts())
        .extracting(DocumentVerdict::verdict)
        .containsExactly(Verdict.ACCEPTED, Verdict.PARKED, Verdict.ACCEPTED);
    assertThat(answer.verdicts().get(1).reason()).isEqualTo(ParkedReason.NOT_BOOKABLE);
    assertThat(
            books.ask(
                "SELECT quantity_thousandths FROM stock WHERE item = 'LAMP'"
                    + " AND location = 'shop-floor'"))
        .containsExactly("-3000");
    assertThat(books.ask("SELECT reason FROM parked")).containsExactly("not-bookable");
    assertThat(books.ask("SELECT n FROM document ORDER BY seq")).containsExactly("1", "2", "3");
    assertThat(books.ask("SELECT COUNT(*) FROM change_log"))
        .isEqualTo(books.ask("SELECT v FROM store_clock"));
  }

  @Test
  void otherTerminalsInTheSameBatchNoticeNothing() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Received.Answered> answers = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 6; i++) {
      AJournal journal = AJournal.of("T" + i);
      IntStream.range(0, 20).forEach(n -> journal.sells(1, "LAMP"));
      if (i == 3) {
        journal.sells(1, POISON);
      }
      threads.add(
          Thread.ofPlatform()
              .start(
                  () ->
                      answers.add(
                          (Received.Answered) books.write(upload(journal, 0, journal.size())))));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(answers).hasSize(6).allMatch(answer -> answer.outcome() == Outcome.APPLIED);
    assertThat(books.ask("SELECT COUNT(*) FROM document WHERE verdict = 'ACCEPTED'"))
        .containsExactly("120");
    assertThat(books.ask("SELECT terminal FROM document WHERE verdict = 'PARKED'"))
        .containsExactly("T3");
  }

  @Test
  void oneBadDocumentAmongManyCostsFewCommits() throws SQLException {
    AJournal journal = AJournal.of("T1");
    for (int n = 1; n <= 500; n++) {
      journal.sells(1, n == 317 ? POISON : "LAMP");
    }

    Received.Answered answer = (Received.Answered) books.write(upload(journal, 0, 500));

    assertThat(answer.verdicts())
        .extracting(DocumentVerdict::n)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 500).boxed().toList());
    assertThat(answer.verdicts())
        .filteredOn(each -> each.verdict() != Verdict.ACCEPTED)
        .extracting(DocumentVerdict::n)
        .containsExactly(317L);
    assertThat(books.ask("SELECT COUNT(*) FROM document")).containsExactly("500");
    assertThat(books.meters().get("tillstream.writer.commit").timer().count()).isLessThan(25);
  }

  @Test
  void whatWasSetAsideIsADuplicateWhenItComesAgain() {
    AJournal journal = AJournal.of("T1").sells(1, POISON);
    books.write(upload(journal, 0, 1));

    Received.Answered again = (Received.Answered) books.write(upload(journal, 0, 1));

    assertThat(again.outcome()).isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void aForkInsideAPoisonedBatchIsStillKeptWhole() throws SQLException {
    AJournal journal = AJournal.of("T1").sells(1, "LAMP").sells(2, "LAMP");
    books.write(upload(journal, 0, 2));
    AJournal copy = journal.copiedAfter(1).sells(3, "LAMP").sells(4, "LAMP").sells(5, "LAMP");
    ReceiveDocuments upload = upload(copy, 0, 4);

    List<Received> pieces =
        IntStream.rangeClosed(1, 4).<Received>mapToObj(n -> books.write(upload.upTo(n))).toList();
    Received.Answered answer = (Received.Answered) upload.joined(pieces);

    assertThat(answer.outcome()).isEqualTo(Outcome.FORK);
    assertThat(answer.verdicts())
        .extracting(DocumentVerdict::verdict)
        .containsExactly(Verdict.DUPLICATE, Verdict.PARKED, Verdict.PARKED, Verdict.PARKED);
    assertThat(books.ask("SELECT n FROM document_collision ORDER BY n"))
        .containsExactly("2", "3", "4");
  }

  private static ReceiveDocuments upload(AJournal journal, int from, int to) {
    List<byte[]> lines = new ArrayList<>();
    for (int n = from + 1; n <= to; n++) {
      lines.add(journal.body(n));
    }
    return new ReadUpload(H2Books.SHOP)
        .read(new ReceivedBatch(journal.header(from, to), lines), journal.stream(), false);
  }
}
