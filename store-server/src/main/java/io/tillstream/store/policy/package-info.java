/**
 * Policies: who wrote which version of a rule, which is switched on, what it would have done, and
 * what it does about the cases that are open. What a rule means is decided in the protocol; how a
 * case is settled, in the conflict package.
 */
package io.tillstream.store.policy;
