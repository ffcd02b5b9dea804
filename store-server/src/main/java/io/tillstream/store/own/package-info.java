/**
 * Documents that the store makes itself, one after the other in a stream of its own: their numbers,
 * the references by which asking twice makes one document, and what they have in common when people
 * ask for them. What they say is up to the feature that makes them.
 */
package io.tillstream.store.own;
