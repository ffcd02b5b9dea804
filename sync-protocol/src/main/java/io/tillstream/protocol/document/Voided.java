package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Which document of the same terminal a void takes back. It keeps its number; the void has its own,
 * and carries the voided lines, so that each can be booked without the other.
 *
 * @param epoch in which life of the journal it was made
 * @param n its position there
 * @param type what kind it is
 * @param number what was printed on it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Voided(int epoch, long n, DocumentType type, String number) {}
