/**
 * What is remembered of the journal outside of it, so that a restored or copied journal is
 * recognised before it gives out a number twice. Nothing here reads the journal or speaks to the
 * store; what a witness means is decided in {@code protocol.handshake}.
 */
package io.tillstream.agent.witness;
