/**
 * Whether a terminal that calls may go on under its name: the store's half of the handshake, and
 * the chain it holds of each epoch. How a machine becomes a terminal is the enrolment's business.
 */
package io.tillstream.store.greeting;
