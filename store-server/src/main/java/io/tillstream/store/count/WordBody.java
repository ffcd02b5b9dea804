package io.tillstream.store.count;

/**
 * A person's word on a document.
 *
 * @param inside whether the goods had moved before they were counted
 * @param by who says so
 */
public record WordBody(Boolean inside, String by) {}
