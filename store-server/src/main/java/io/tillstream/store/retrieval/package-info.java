/**
 * Fetches from head office what a store has lost when its database was restored from a backup: what
 * no terminal keeps any more, and the store's own documents.
 */
package io.tillstream.store.retrieval;
