package io.tillstream.protocol.simulation;

/** I4: at every commit the log holds every seq from 1 to the last. */
final class SeqHasNoGap extends Invariant {

  SeqHasNoGap() {
    super("I4", "seq has no gap");
  }

  @Override
  void afterStep(Shop shop) {
    if (shop.world().touched() instanceof StoreProgram program) {
      Books books = program.store().books();
      require(
          books.log.size() == books.seq && (books.seq == 0 || books.log.lastKey() == books.seq),
          () ->
              program.store()
                  + " is at seq "
                  + books.seq
                  + " with "
                  + books.log.size()
                  + " rows visible");
    }
  }
}
