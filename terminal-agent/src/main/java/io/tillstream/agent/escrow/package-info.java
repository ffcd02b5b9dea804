/**
 * Scarce items at this terminal: what is leased to it, kept beside the documents that sell it.
 * Nothing here writes a document or speaks with the store.
 */
package io.tillstream.agent.escrow;
