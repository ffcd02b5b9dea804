package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The place in a closed epoch that another document was found to hold, so that this one was made
 * anew.
 *
 * @param epoch the closed one
 * @param n the position there
 * @param number what was printed on it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Replaced(int epoch, long n, String number) {}
