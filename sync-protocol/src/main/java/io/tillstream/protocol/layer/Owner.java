package io.tillstream.protocol.layer;

/**
 * Whose word a row of the store is, where head office has a word in it.
 *
 * @param layer whose
 * @param withheld whether that word is that there is no such row
 */
public record Owner(Layer layer, boolean withheld) {

  /** The store has written over head office's row. */
  public static final Owner OWN = new Owner(Layer.OWN, false);

  /** The store has blocked head office's row. */
  public static final Owner OWN_BLOCK = new Owner(Layer.OWN, true);
}
