/**
 * The wire to the store: requests with limits on time and size, and when the store was last heard.
 * Nothing here knows what the requests mean.
 */
package io.tillstream.agent.link;
