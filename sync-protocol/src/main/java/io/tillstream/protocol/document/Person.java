package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Whom a customer document is about.
 *
 * @param name as the customer gave it
 * @param phone or null
 * @param email or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Person(String name, String phone, String email) {}
