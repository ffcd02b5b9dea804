package io.tillstream.store.uplink;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How far head office has the store's facts.
 *
 * @param position the last seq that head office has confirmed
 * @param pending facts after it
 * @param carried the last seq that a carrier has taken over which does not bring head office's
 *     answers, such as a broker; absent over HTTPS
 * @param state not-configured, ready, resting, held-up (head office waits for an administrator) or
 *     forked
 * @param lastError why the last attempt failed; absent when it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UplinkStatus(
    long position, long pending, Long carried, String state, String lastError) {}
