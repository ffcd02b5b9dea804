/**
 * How the replica begins: with a file that the store has made, fetched over the line or carried by
 * hand. Nothing here touches the journal.
 */
package io.tillstream.agent.snapshot;
