package io.tillstream.protocol.equality;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The documents of a block, in a digest.
 *
 * @param block which, from 0
 * @param documents how many of it are held
 * @param digest of their places, hashes and bookings
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AuditBlock(long block, int documents, String digest) {}
