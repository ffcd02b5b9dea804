package io.tillstream.protocol.equality;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;

/**
 * A document as it is held, in short.
 *
 * @param n its place
 * @param number what is printed on it, or null when it cannot be read
 * @param hash the chain up to it, as it is held
 * @param sound whether its bytes and the hash before it make its hash
 * @param moved a digest of the movements that are booked of it; absent when there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AuditedDocument(long n, String number, Hash hash, boolean sound, String moved) {}
