/**
 * The lean HTTP client with which the demo and the tests speak to the programs. Nothing here knows
 * what a document is.
 */
package io.tillstream.endtoend.http;
