/**
 * The agent beside a till: entry point, configuration, and how its parts are put together. No
 * behaviour of its own belongs here.
 */
package io.tillstream.agent;
