/**
 * Who made a document, and where it stands. Only names and positions: nothing here knows what a
 * document says.
 */
package io.tillstream.protocol.identity;
