package io.tillstream.store.uplink;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How far head office has the store's facts.
 *
 * @param position the last seq that head office has confirmed
 * @param pending facts after it
 * @param state not-configured, ready, resting or forked
 * @param lastError why the last attempt failed; absent when it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UplinkStatus(long position, long pending, String state, String lastError) {}
