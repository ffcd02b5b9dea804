package io.tillstream.store.count;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.identity.DocumentKey;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.fleet.TerminalName;
import io.tillstream.store.page.Page;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;

/**
 * Brings before the writer a person's word on a document that a count may include, from the API and
 * from the console. Thread-safe.
 */
@Singleton
public class SettleReviews {

  private final Writer writer;
  private final Shop shop;

  SettleReviews(Writer writer, Shop shop) {
    this.writer = writer;
    this.shop = shop;
  }

  /**
   * Settles one. Saying the same again changes nothing.
   *
   * @throws ProblemException when it cannot be settled so; then nothing was changed
   */
  public void settle(String id, String terminal, String epoch, String n, WordBody body) {
    DocumentKey document =
        new DocumentKey(
            shop.id(),
            TerminalName.read(terminal),
            (int) Page.number("epoch", epoch, 1, Integer.MAX_VALUE),
            Page.number("n", n, 1, Long.MAX_VALUE));
    Fields fields = new Fields();
    fields.text("by", Fields.body(body).by());
    if (body.inside() == null) {
      fields.fault("inside", "is missing");
    }
    fields.throwIfAny();
    switch (writer.ask(new SettleReview(shop, id, document, body.inside(), body.by()))) {
      case SettleReview.Settled settled -> {}
      case SettleReview.DecidedOtherwise(String state) ->
          throw ProblemException.of(
              ProblemCode.REVIEW_SETTLED,
              "document %s was found %s of count %s before".formatted(document, state, id));
      case SettleReview.Unknown unknown ->
          throw ProblemException.of(
              ProblemCode.NOT_FOUND,
              "document %s is not in the review of count %s".formatted(document, id));
    }
  }
}
