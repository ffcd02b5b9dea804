/**
 * Hash-chained streams and how a receiver tells new, repeated, missing and forked records apart.
 * The same on both hops: a record is a line of bytes, whatever it says.
 */
package io.tillstream.protocol.chain;
