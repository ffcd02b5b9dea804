package io.tillstream.store.count;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What was found at one spot.
 *
 * @param device where it was entered
 * @param entry the device's own name for it
 * @param round 2 and higher for a recount; 1 when absent
 * @param countedBy who, or absent
 */
public record EntryBody(
    String device, String entry, String item, JsonNode quantity, Integer round, String countedBy) {}
