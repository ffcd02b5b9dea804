package io.tillstream.store.incarnation;

/** Who knew more than the database. */
public enum FoundBy {
  /** The store's own file outside the database. */
  WITNESS("witness"),
  /** Head office has received facts that the database does not hold. */
  HEAD_OFFICE("head-office"),
  /** A terminal was told something that the database does not hold. */
  TERMINAL("terminal");

  private final String wireName;

  FoundBy(String wireName) {
    this.wireName = wireName;
  }

  /** Its name in the books and in the status. */
  @Override
  public String toString() {
    return wireName;
  }
}
