/**
 * The receiving shell of chained batches: from bytes on the wire to records, within limits. What
 * they mean is decided elsewhere.
 */
package io.tillstream.platform.stream;
