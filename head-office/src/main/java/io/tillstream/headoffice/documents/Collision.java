package io.tillstream.headoffice.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.wire.Settlement;
import java.time.Instant;

/**
 * A document beside the one that holds its place.
 *
 * @param store of which store
 * @param terminal whose
 * @param epoch of which life
 * @param n the place that both claim
 * @param hash the chain up to this one
 * @param receivedAt when it came
 * @param body its maker's bytes, as text
 * @param settled what a person has decided here; absent while nobody has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Collision(
    String store,
    String terminal,
    int epoch,
    long n,
    Hash hash,
    Instant receivedAt,
    String body,
    Settlement settled) {}
