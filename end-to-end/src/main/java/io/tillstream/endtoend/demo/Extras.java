package io.tillstream.endtoend.demo;

/**
 * What a demonstration does besides selling through an outage.
 *
 * @param kafka facts go up by way of a broker
 * @param chaos programs are killed on the way, head office twice; a broker is away for a part
 * @param count the first store is counted while its tills sell
 * @param conflicts what cannot be is brought about, and has to become cases
 */
record Extras(boolean kafka, boolean chaos, boolean count, boolean conflicts) {}
