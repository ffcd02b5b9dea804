/**
 * How this terminal is doing, for the till app, for people and for whoever watches the process.
 * Nothing here changes anything.
 */
package io.tillstream.agent.status;
