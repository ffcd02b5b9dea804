/**
 * How a store follows one layer of head office: which page continues what it holds, what a page
 * changes, and when it has to read the layer as a whole. No storage, no transport.
 */
package io.tillstream.protocol.downlink;
