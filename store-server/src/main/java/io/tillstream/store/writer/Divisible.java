package io.tillstream.store.writer;

import java.util.List;

/**
 * A command that brings several facts, each of which must be kept whatever becomes of the others.
 *
 * @param <A> its answer
 */
public interface Divisible<A> extends Command<A> {

  /** The same facts as commands of one new fact each, in order. */
  List<? extends Divisible<A>> oneByOne();

  /** Keeps the last fact without booking it, for a person to look at. */
  Command<A> setAside();

  /** What the whole is answered with after the pieces were. */
  A joined(List<A> answers);
}
