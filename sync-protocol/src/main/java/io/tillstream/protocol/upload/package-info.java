/**
 * The sending end of a stream, on both hops: what to offer next, and what each answer means. No
 * transport, no clock, no thread.
 */
package io.tillstream.protocol.upload;
