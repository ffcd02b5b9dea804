/**
 * The terminal's own documents: numbered, chained, on disk before anybody hears of them, and how
 * far each has come. Nothing here prices a line or speaks to the store.
 */
package io.tillstream.agent.journal;
