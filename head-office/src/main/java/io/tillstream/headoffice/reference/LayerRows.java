package io.tillstream.headoffice.reference;

import io.tillstream.protocol.chain.Hash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A page before it is written.
 *
 * @param standing of the log when the page was cut
 * @param from after this seq, or from this bucket
 * @param to up to this seq or bucket, inclusive
 * @param hash of the log up to {@code to}, or up to the head
 * @param tables by table and key: the image, none for a row that is withheld; empty for a row of
 *     which nothing is said any more
 */
record LayerRows(
    Scopes.Standing standing,
    long from,
    long to,
    Hash hash,
    Map<String, Map<String, Optional<Image>>> tables) {

  /**
   * What is said of a row.
   *
   * @param json its values, or null when it is withheld
   */
  record Image(String json) {}

  static Map<String, Map<String, Optional<Image>>> none() {
    return new LinkedHashMap<>();
  }
}
