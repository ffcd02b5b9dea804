/**
 * Policies: rules by which cases of a kind are settled without a person. What a rule says, whether
 * it settles a case, and whether two rules contradict each other. Pure; the time comes in as an
 * argument.
 */
package io.tillstream.protocol.policy;
