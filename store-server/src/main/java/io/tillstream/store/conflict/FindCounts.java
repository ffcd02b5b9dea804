package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.store.count.OpenReview;
import io.tillstream.store.count.TouchedReviews;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Finds counts that cannot be squared: documents of which neither a mark nor anything else says
 * whether they are in. Reads only the reviews that a batch has changed. The writer's thread only.
 */
final class FindCounts {

  private final Batch batch;
  private final Shop shop;
  private final CaseBook book;

  private FindCounts(Batch batch, Shop shop) throws SQLException {
    this.batch = batch;
    this.shop = shop;
    book = new CaseBook(batch);
  }

  /** Opens, extends and ends cases by what a batch did to the reviews of counts. */
  static void in(Batch batch, Shop shop) throws SQLException {
    TouchedReviews touched = TouchedReviews.of(batch);
    if (touched.counts().isEmpty()) {
      return;
    }
    FindCounts find = new FindCounts(batch, shop);
    for (String count : touched.counts()) {
      find.look(count);
    }
  }

  private void look(String count) throws SQLException {
    OpenCases.Subject subject = new OpenCases.Subject(CaseKind.COUNT, count);
    boolean isOpen = book.open().of(CaseKind.COUNT, count).isPresent();
    List<OpenReview.Waiting> waiting = OpenReview.documents(batch, shop, count);
    if (waiting.isEmpty()) {
      if (isOpen) {
        book.close(subject, CaseState.GONE, null, null);
      }
      return;
    }
    Answered answered = Answered.look(batch, shop.id(), CaseKind.COUNT, List.of(count));
    List<Taking> fresh =
        waiting.stream()
            .filter(each -> !answered.has(count, each.document()))
            .map(each -> new Taking(each.seq(), each.document(), each.thousandths()))
            .toList();
    if (isOpen) {
      Set<Long> named = book.documents(subject);
      book.join(
          subject, fresh.stream().filter(each -> !named.contains(each.documentSeq())).toList());
    } else if (!fresh.isEmpty()) {
      book.open(subject, null, fresh);
    }
  }
}
