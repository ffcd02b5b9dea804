package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;

/** I6: when the queues have drained, terminal, store and head office hold the same. */
final class TiersAgree extends Invariant {

  TiersAgree() {
    super("I6", "the tiers agree");
  }

  @Override
  void whenQuiet(Shop shop) {
    for (Store store : shop.stores()) {
      Books books = store.books();
      books.streams.forEach(
          (stream, book) -> {
            Watermark above = at(shop, stream);
            require(
                book.standing().equals(above),
                () ->
                    stream
                        + ": the store stands at "
                        + book.standing().position()
                        + ", head office at "
                        + above.position());
          });
      require(
          books.stock.equals(shop.headOffice().books().stockOf(store.id())),
          () ->
              store
                  + " has on hand "
                  + books.stock
                  + ", head office "
                  + shop.headOffice().books().stockOf(store.id()));
    }
    shop.terminals().stream().filter(terminal -> !terminal.isRetired()).forEach(this::agrees);
  }

  private void agrees(Terminal terminal) {
    Books books = terminal.store().books();
    for (Life life : terminal.journal().lives()) {
      for (Entry entry : life.entries()) {
        require(
            life.isDisplaced(entry)
                || books
                    .book(life.stream())
                    .hashAt(entry.n())
                    .filter(entry.hash()::equals)
                    .isPresent(),
            () -> "the store lacks " + entry.key() + " of " + terminal);
      }
    }
    require(
        terminal.replica().reference().equals(books.reference)
            && terminal.replica().stock().equals(books.stock),
        () -> terminal + " shows other figures than " + terminal.store());
  }

  private static Watermark at(Shop shop, DocumentStream stream) {
    StreamBook book = shop.headOffice().books().streams.get(stream);
    return book == null ? Watermark.START : book.standing();
  }
}
