/**
 * The whole shop in one thread: head office, two stores and their terminals, on a clock, a network
 * and disks that are made up, and that fail as one seed says. The decisions are the real ones of
 * the core; what surrounds them here stands in for the programs. What must hold is checked after
 * every step, and what must come about after every phase of faults.
 */
package io.tillstream.protocol.simulation;
