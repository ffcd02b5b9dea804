/**
 * What a till app asks for: sales, returns, write-offs, customers. Requests are read, priced and
 * recorded here; nothing here waits for the store.
 */
package io.tillstream.agent.till;
