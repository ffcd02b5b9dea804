package io.tillstream.store.writer;

import java.util.List;

/**
 * A command that brings several facts, each of which must be kept whatever becomes of the others.
 *
 * @param <A> its answer
 */
public interface Divisible<A> extends Command<A> {

  /** How many facts it brings. */
  int facts();

  /**
   * The first so many of its facts, as a command of its own. Those that were kept before are
   * recognised when they come again, so that growing pieces mean what they mean inside the whole.
   */
  Divisible<A> upTo(int count);

  /** Keeps the last fact without booking it, for a person to look at. */
  Command<A> setAside();

  /** What the whole is answered with after growing pieces of it were, the last being the whole. */
  A joined(List<A> answers);
}
