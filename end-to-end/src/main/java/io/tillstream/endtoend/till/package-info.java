/** The program at the till, which knows its agent's local API and nothing else. */
package io.tillstream.endtoend.till;
