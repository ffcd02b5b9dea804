/**
 * What all of the local API has in common: who may call, and how its parameters are read. Nothing
 * here knows what is asked.
 */
package io.tillstream.agent.local;
