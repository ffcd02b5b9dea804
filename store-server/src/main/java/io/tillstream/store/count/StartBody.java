package io.tillstream.store.count;

import java.util.List;

/**
 * A count to begin.
 *
 * @param id its name; made up when absent
 * @param kind full or partial
 * @param location where; the shop floor when absent
 * @param items of a partial count; those that are entered join them
 */
public record StartBody(String id, String kind, String location, List<String> items) {}
