package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.identity.StoreId;
import java.time.Instant;

/**
 * What stands at the beginning of a database file that is carried to a terminal by hand. The store
 * signs it, and with it the snapshot that follows, whose hashes it holds.
 *
 * @param protocol the store's protocol version
 * @param store the shop
 * @param madeAt the store's clock
 * @param manifest of the snapshot that follows
 * @param enrolment what a terminal becomes by taking the file over, or null; a secret
 * @param storeUrl where that terminal finds its store, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CarriedHead(
    int protocol,
    StoreId store,
    Instant madeAt,
    SnapshotManifest manifest,
    EnrolmentGrant enrolment,
    String storeUrl) {}
