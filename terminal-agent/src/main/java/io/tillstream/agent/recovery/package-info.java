/**
 * Takes the documents of an old journal into the one a terminal has now, so that the agent brings
 * home what the store lacks of them. Nothing here speaks to the store, and the old file is not
 * touched.
 */
package io.tillstream.agent.recovery;
