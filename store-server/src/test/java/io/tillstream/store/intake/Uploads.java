package io.tillstream.store.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.platform.stream.ReceivedBatch;
import io.tillstream.protocol.verdict.Verdict;
import io.tillstream.protocol.wire.DocumentVerdict;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import java.util.List;
import java.util.stream.IntStream;

/** Takes what terminals have recorded into books without a server. */
public final class Uploads {

  private Uploads() {}

  /** The documents after one place, up to another. */
  public static List<Verdict> of(H2Books books, AJournal journal, int from, int to) {
    ReceivedBatch batch =
        new ReceivedBatch(
            journal.header(from, to),
            IntStream.rangeClosed(from + 1, to).mapToObj(journal::body).toList());
    Received received =
        books.write(new ReadUpload(H2Books.SHOP).read(batch, journal.stream(), false));
    assertThat(received).isInstanceOf(Received.Answered.class);
    return ((Received.Answered) received)
        .verdicts().stream().map(DocumentVerdict::verdict).toList();
  }
}
