/**
 * Terminals without agents, light enough for hundreds in one process: they speak the protocol to a
 * real store server and keep in memory what an agent keeps on disk. What they sell means nothing.
 */
package io.tillstream.endtoend.crowd;
