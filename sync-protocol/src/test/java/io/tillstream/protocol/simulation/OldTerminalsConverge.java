package io.tillstream.protocol.simulation;

import java.util.Optional;

/** I21: the documents of a terminal two versions behind are at head office as it made them. */
final class OldTerminalsConverge extends Invariant {

  private static final int OLDEST = 1;

  OldTerminalsConverge() {
    super("I21", "a terminal two versions behind converges");
  }

  @Override
  void whenQuiet(Shop shop) {
    for (Terminal terminal : shop.terminals()) {
      if (terminal.protocol() == OLDEST) {
        for (Life life : terminal.journal().lives()) {
          for (Entry entry : life.entries()) {
            StreamBook book = shop.headOffice().books().streams.get(life.stream());
            require(
                life.isDisplaced(entry)
                    || (book != null && book.hashAt(entry.n()).equals(Optional.of(entry.hash()))),
                () -> "head office lacks " + entry.key() + " of an old terminal");
          }
        }
      }
    }
  }
}
