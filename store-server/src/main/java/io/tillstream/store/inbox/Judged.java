package io.tillstream.store.inbox;

/** What terminals are told of a row of another program. */
sealed interface Judged {

  /**
   * Its new state.
   *
   * @param image as the change log keeps it; null for what terminals are not told
   */
  record Shown(String image) implements Judged {}

  /**
   * That it is gone.
   *
   * @param wasShown false for a row that terminals cannot have had
   */
  record Gone(boolean wasShown) implements Judged {}

  /**
   * Nothing: they keep what they had.
   *
   * @param why in words for a person
   */
  record HeldBack(String why) implements Judged {}
}
