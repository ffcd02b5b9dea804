/**
 * The numbers that this terminal prints: its own series, and numbers lent to it out of ranges that
 * terminals share. Nothing here writes a document.
 */
package io.tillstream.agent.series;
