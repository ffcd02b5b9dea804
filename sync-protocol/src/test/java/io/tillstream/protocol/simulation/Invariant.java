package io.tillstream.protocol.simulation;

/**
 * Something that must always hold. It remembers how far it has looked, so that looking is cheap.
 */
abstract class Invariant {

  private final String name;
  private final String words;
  private long checks;

  Invariant(String name, String words) {
    this.name = name;
    this.words = words;
  }

  /** After every step. */
  void afterStep(Shop shop) {}

  /** When faults have stopped and every queue has drained. */
  void whenQuiet(Shop shop) {}

  /** Compares one thing. */
  final void require(boolean holds, java.util.function.Supplier<String> otherwise) {
    checks++;
    if (!holds) {
      throw new Broken(name, otherwise.get());
    }
  }

  final String name() {
    return name;
  }

  final String words() {
    return words;
  }

  final long checks() {
    return checks;
  }
}
