package io.tillstream.protocol.document;

/**
 * The few strokes of JSON that canonical bytes need. Strings are escaped as RFC 8785 says: short
 * forms where they exist, other control characters as lower-case {@code \}{@code u00xx}, everything
 * else as it is. One writer per document, one thread.
 */
public final class CanonicalJson {

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out;
  private boolean first = true;

  /** An empty text with room for about so many characters. */
  public CanonicalJson(int sizeHint) {
    out = new StringBuilder(sizeHint);
  }

  /** Opens an object or an array. */
  public CanonicalJson open(char bracket) {
    out.append(bracket);
    first = true;
    return this;
  }

  /** Closes an object or an array. */
  public CanonicalJson close(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  /** Prepares for the next element of an array. */
  public CanonicalJson element() {
    if (!first) {
      out.append(',');
    }
    first = true;
    return this;
  }

  /** The next element of an array, a text. */
  public CanonicalJson element(String value) {
    element();
    string(value);
    first = false;
    return this;
  }

  /** A field's name; its value must follow. */
  public CanonicalJson name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    out.append('"').append(name).append("\":");
    return this;
  }

  /** A field with a whole number. */
  public CanonicalJson field(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A field with a whole number, left out when null. */
  public CanonicalJson field(String name, Number value) {
    return value == null ? this : field(name, value.longValue());
  }

  /** A field with true or false, left out when null. */
  public CanonicalJson field(String name, Boolean value) {
    if (value != null) {
      name(name);
      out.append(value.booleanValue());
    }
    return this;
  }

  /** A field with a text, left out when null. */
  public CanonicalJson field(String name, String value) {
    if (value != null) {
      name(name);
      string(value);
    }
    return this;
  }

  private void string(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
