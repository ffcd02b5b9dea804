/**
 * The receiving end of a change log: which page may be applied, when it may be seen, and when to
 * start over. No transport, no storage.
 */
package io.tillstream.protocol.download;
