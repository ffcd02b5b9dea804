package io.tillstream.store.changelog;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Writes the image of a row as the log keeps it: a JSON array in the order of the columns. */
public final class Image {

  private static final JsonStringEncoder TEXT = JsonStringEncoder.getInstance();

  private Image() {}

  /** An image of these values: texts, whole numbers, booleans or null. */
  public static String of(Object... values) {
    // By hand: a generator for each of the many stock rows would be most of their cost.
    StringBuilder image = new StringBuilder(64).append('[');
    for (int i = 0; i < values.length; i++) {
      image.append(i == 0 ? "" : ",");
      switch (values[i]) {
        case null -> image.append("null");
        case Boolean flag -> image.append(flag.booleanValue());
        case Number number -> image.append(number.longValue());
        case String text -> {
          image.append('"');
          TEXT.quoteAsString(text, image);
          image.append('"');
        }
        default -> throw new IllegalArgumentException("an image holds no " + values[i].getClass());
      }
    }
    return image.append(']').toString();
  }
}
