package io.tillstream.headoffice.stores;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.identity.StoreId;
import java.time.Instant;

/**
 * A store in the register.
 *
 * @param store its name
 * @param createdAt when it was first registered
 * @param lastEnvelopeAt when it last sent something, or null
 * @param parkedSince since when its envelopes are turned away, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RegisteredStore(
    StoreId store, Instant createdAt, Instant lastEnvelopeAt, Instant parkedSince) {}
