/**
 * How two tiers compare their reference data without sending it: sums over the rows of 1,024
 * buckets. No storage, no transport.
 */
package io.tillstream.protocol.digest;
