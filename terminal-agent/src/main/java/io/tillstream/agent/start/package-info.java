/**
 * The command line, and what is checked before anything starts: each obstacle is one sentence and
 * one exit code. Nothing here runs while the till sells.
 */
package io.tillstream.agent.start;
