package io.tillstream.protocol.simulation;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.StoreId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * I2: a tier's documents are one unbroken history for each stream, and in the end every deal is
 * there once.
 */
final class OneFactPerKey extends Invariant {

  private final Map<Object, Map<DocumentStream, Integer>> seen = new HashMap<>();

  OneFactPerKey() {
    super("I2", "one fact per key");
  }

  @Override
  void afterStep(Shop shop) {
    switch (shop.world().touched()) {
      case StoreProgram program -> look(program.store(), program.store().books().streams);
      case HeadOffice office -> look(office, office.books().streams);
      case null, default -> {
        // Nobody else keeps other people's documents.
      }
    }
  }

  private void look(Object tier, Map<DocumentStream, StreamBook> streams) {
    Map<DocumentStream, Integer> looked = seen.computeIfAbsent(tier, t -> new HashMap<>());
    streams.forEach(
        (stream, book) -> {
          int from = Math.min(looked.getOrDefault(stream, 0), book.held().size());
          for (int i = from; i < book.held().size(); i++) {
            Hash before = i == 0 ? Hash.START : book.held().get(i - 1).hash();
            StreamBook.Held held = book.held().get(i);
            int n = i + 1;
            require(
                before.then(held.line()).equals(held.hash()),
                () -> tier + " holds at " + stream.at(n) + " what does not follow from before");
          }
          looked.put(stream, book.held().size());
        });
  }

  @Override
  void whenQuiet(Shop shop) {
    HeadOfficeBooks books = shop.headOffice().books();
    Map<StoreId, Set<String>> deals = new HashMap<>();
    books.streams.forEach(
        (stream, book) -> {
          for (int n = 1; n <= book.held().size(); n++) {
            if (books.booked.contains(stream.at(n))) {
              String deal =
                  shop.world().chronicle().made.get(book.held().get(n - 1).hash()).reference();
              require(
                  deals.computeIfAbsent(stream.store(), s -> new HashSet<>()).add(deal),
                  () -> "head office has booked " + deal + " twice");
            }
          }
        });
  }
}
