/**
 * What travels between terminal, store and head office, exactly as docs/PROTOCOL.md shows it. Only
 * shapes; unknown fields are ignored on read, so that a later version may add some.
 */
package io.tillstream.protocol.wire;
