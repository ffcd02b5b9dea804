package io.tillstream.store.policy;

/**
 * A wish to switch a policy.
 *
 * @param version which version
 * @param on whether cases are to be settled by it
 * @param by who says so
 */
public record SwitchBody(Integer version, Boolean on, String by) {}
