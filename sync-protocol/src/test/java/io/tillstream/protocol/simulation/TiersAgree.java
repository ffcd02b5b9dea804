package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.Watermark;
import io.tillstream.protocol.identity.DocumentStream;
import java.util.Set;

/**
 * I6: when the queues have drained, terminal, store and head office hold the same. Excepted is a
 * stream that has {@linkplain Shop#parted() parted}, and the stock of its shop.
 */
final class TiersAgree extends Invariant {

  TiersAgree() {
    super("I6", "the tiers agree");
  }

  @Override
  void whenQuiet(Shop shop) {
    Set<DocumentStream> parted = shop.parted();
    for (Store store : shop.stores()) {
      Books books = store.books();
      books.streams.forEach(
          (stream, book) -> {
            Watermark above = at(shop, stream);
            require(
                book.standing().equals(above) || parted.contains(stream),
                () ->
                    stream
                        + ": the store stands at "
                        + book.standing().position()
                        + ", head office at "
                        + above.position());
          });
      boolean sameDocuments = parted.stream().noneMatch(s -> s.store().equals(store.id()));
      require(
          !sameDocuments || books.stock.equals(shop.headOffice().books().stockOf(store.id())),
          () ->
              store
                  + " has on hand "
                  + books.stock
                  + ", head office "
                  + shop.headOffice().books().stockOf(store.id()));
    }
    shop.terminals().stream()
        .filter(terminal -> !terminal.isRetired())
        .forEach(terminal -> agrees(terminal, parted));
  }

  private void agrees(Terminal terminal, Set<DocumentStream> parted) {
    Books books = terminal.store().books();
    for (Life life : terminal.journal().lives()) {
      for (Entry entry : life.entries()) {
        require(
            life.isDisplaced(entry)
                || parted.contains(life.stream())
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
