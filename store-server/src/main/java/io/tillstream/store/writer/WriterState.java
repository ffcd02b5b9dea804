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
   * It refuses everything, because another process writes now (I17). Starting this one again would
   * only take the lead back.
   *
   * @param why in words for a person
   */
  record SteppedDown(String why) implements WriterState {
    @Override
    public String toString() {
      return "the store server has stepped down: " + why;
    }
  }

  /**
   * It refuses everything until the program is started again.
   *
   * @param why for the log's reader
   */
  record Failed(String why) implements WriterState {
    @Override
    public String toString() {
      return "the store server has failed: " + why;
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
