/**
 * Who says what a row of the catalogue is: head office for the chain, a region or one store, and
 * the store itself over them. No row has two owners, because each layer has one. No storage, no
 * transport.
 */
package io.tillstream.protocol.layer;
