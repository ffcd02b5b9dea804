/** The terminal's business date, and what a day comes to. Nothing here writes a document. */
package io.tillstream.agent.day;
