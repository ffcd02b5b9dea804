package io.tillstream.protocol.document;

/**
 * What may stand in the texts of a document or a catalogue: whole characters that can be printed.
 * Half of a surrogate pair has no UTF-8, so it could be neither sent on nor shown; a line end or an
 * escape could forge what a receipt says.
 */
public final class PlainText {

  private PlainText() {}

  /** Whether the text can be stored, sent and printed as it is. */
  public static boolean is(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }
}
