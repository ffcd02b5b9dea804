package io.tillstream.protocol.text;

/**
 * What may stand in the texts of a document or a catalogue: whole characters that can be printed.
 * Half of a surrogate pair has no UTF-8, so it could be neither sent on nor shown; a line end or an
 * escape could forge what a receipt says.
 */
public final class PlainText {

  private PlainText() {}

  /** Whether the text can be stored, sent and printed as it is. */
  public static boolean is(String text) {
    // By hand, because every text of every upload comes through here.
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
