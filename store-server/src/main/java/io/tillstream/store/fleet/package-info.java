/**
 * The terminals of the shop: who they are, whether they may speak, and when they last did. How one
 * becomes a terminal is the enrolment's business.
 */
package io.tillstream.store.fleet;
