package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.identity.StoreId;

/**
 * Which transfer between two stores a document belongs to. Both stores write the same {@code id};
 * neither needs to have heard of the other's documents.
 *
 * @param id unique in the chain: {@code S1-T-000088}
 * @param store the other store: where the goods go to, or come from
 * @param part true on a receipt after which more is to come, else null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Transfer(String id, StoreId store, Boolean part) {

  /** The most characters that an id may have; what keeps it must have the room. */
  public static final int ID_LENGTH_MAX = 64;
}
