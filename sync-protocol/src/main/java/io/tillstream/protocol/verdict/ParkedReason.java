package io.tillstream.protocol.verdict;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Why a document is parked; the wire name is also what reports group by. */
public enum ParkedReason {
  /**
   * A line sells an item that neither the terminal nor the store knew. Released when the item
   * arrives.
   */
  UNKNOWN_ITEM("unknown-item"),
  /** The customer it names is not known to the store. Released when the customer arrives. */
  UNKNOWN_CUSTOMER("unknown-customer"),
  /**
   * Another document already holds this (epoch, n): a copied or restored terminal. Kept beside it,
   * never instead of it.
   */
  FORK("fork"),
  /** The document's bytes are chained but cannot be read as a document of any known version. */
  UNREADABLE("unreadable"),
  /** The store could not book it for a reason of its own; its log, or a later version, names it. */
  NOT_BOOKABLE("not-bookable"),
  /**
   * The same is held under another name: a copy or an old disk brought it again. A person may book
   * it all the same, or dismiss it.
   */
  HELD_ALREADY("held-already"),
  /** A person has decided that it stays unbooked; it is kept, and waits for nothing any more. */
  DISMISSED("dismissed");

  private final String wireName;

  ParkedReason(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The reason of this name. A name of a later version reads as {@link #NOT_BOOKABLE}: a terminal
   * must understand that its document has arrived, even where it cannot say what it waits for
   * (I21).
   */
  @JsonCreator
  public static ParkedReason of(String wireName) {
    return Arrays.stream(values())
        .filter(reason -> reason.wireName.equals(wireName))
        .findFirst()
        .orElse(NOT_BOOKABLE);
  }

  @Override
  @JsonValue
  public String toString() {
    return wireName;
  }
}
