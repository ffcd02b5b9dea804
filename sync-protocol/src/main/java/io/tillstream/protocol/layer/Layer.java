package io.tillstream.protocol.layer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Whose word a row is; each speaks over those before it. */
public enum Layer {
  /** Head office, for all stores. */
  CHAIN,
  /** Head office, for the stores of one region. */
  REGION,
  /** Head office, for one store. */
  STORE,
  /** The store itself: its people, and programs that write its tables. */
  OWN;

  /** Those that come down from head office, the lowest first. */
  public static final List<Layer> OF_HEAD_OFFICE = List.of(CHAIN, REGION, STORE);

  /**
   * The layer of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  @JsonCreator
  public static Layer of(String name) {
    return Arrays.stream(values())
        .filter(layer -> layer.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no layer '" + name + "'"));
  }

  /** Its name on the wire and in databases. */
  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
