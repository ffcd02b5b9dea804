/**
 * Whether this journal may go on under its name: what its witness says, what the store says when it
 * is greeted, and what follows. Nothing here records a document or uploads one.
 */
package io.tillstream.agent.greeting;
