/**
 * What is where: the fold over all movements, kept up to date as documents are booked. Which
 * movements a document makes is decided in the protocol, not here.
 */
package io.tillstream.store.stock;
