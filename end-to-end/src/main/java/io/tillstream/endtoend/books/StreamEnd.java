package io.tillstream.endtoend.books;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where a stream of documents stands in one tier.
 *
 * @param n the last document
 * @param hash the chain over all of them, hexadecimal
 */
public record StreamEnd(long n, String hash) {

  static StreamEnd of(JsonNode node) {
    return new StreamEnd(node.path("n").asLong(), node.path("hash").asText());
  }

  @Override
  public String toString() {
    return n + " documents, chain " + hash.substring(0, Math.min(12, hash.length()));
  }
}
