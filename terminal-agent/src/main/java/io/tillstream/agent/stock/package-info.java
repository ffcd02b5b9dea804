/**
 * What is on hand as this terminal shows it: the store's figure at the checkpoint, and its own
 * documents that are not in it yet. Nothing here is stored.
 */
package io.tillstream.agent.stock;
