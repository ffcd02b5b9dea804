package io.tillstream.store.writer;

/** Whether the writer works. */
public sealed interface WriterState {

  /** The program is starting. */
  record NotOpen() implements WriterState {
    @Override
    public String toString() {
      return "the store server is starting";
    }
  }

  /** It takes commands. */
  record Open() implements WriterState {
    @Override
    public String toString() {
      return "the store server is working";
    }
  }

  /**
   * It refuses everything until the program is started again (I17).
   *
   * @param why in words for a person
   */
  record SteppedDown(String why) implements WriterState {
    @Override
    public String toString() {
      return "the store server has stepped down: " + why;
    }
  }

  /** The program is stopping. */
  record Stopped() implements WriterState {
    @Override
    public String toString() {
      return "the store server is stopping";
    }
  }
}
