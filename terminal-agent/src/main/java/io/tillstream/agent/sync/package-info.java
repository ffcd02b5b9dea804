/**
 * Documents go up, changes come down: what to exchange with the store and when. Nothing here sells,
 * and no sale waits for anything here.
 */
package io.tillstream.agent.sync;
