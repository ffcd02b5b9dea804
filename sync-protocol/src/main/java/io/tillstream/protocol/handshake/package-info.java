/**
 * How a terminal and its store find out, before anything is uploaded, whether they still speak of
 * the same history: after a restore, a copied disk, a store that went back. Decisions only; who
 * asks, stores and answers is elsewhere.
 */
package io.tillstream.protocol.handshake;
