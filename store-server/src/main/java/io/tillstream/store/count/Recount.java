package io.tillstream.store.count;

import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Location;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Begins a count of items because their books are doubted. The writer's thread only. */
public final class Recount {

  private Recount() {}

  /**
   * Begins it.
   *
   * @param id its name
   * @param location where
   * @return why it cannot begin; empty when people can count
   */
  public static Optional<String> begin(Batch batch, String id, Location location, Set<String> items)
      throws SQLException {
    if (items.isEmpty()) {
      return Optional.of("cannot be: no item is in doubt any more");
    }
    StartCount start = new StartCount(id, CountDetails.Kind.PARTIAL, location, items);
    return switch (start.applyTo(batch)) {
      case StartCount.Started started -> Optional.empty();
      case StartCount.Repeated repeated -> Optional.empty();
      case StartCount.NameTaken taken -> Optional.of("cannot be: another count is called " + id);
      case StartCount.UnknownItems(Set<String> unknown) ->
          Optional.of("cannot be: the catalogue does not have " + unknown + " to be counted");
      case StartCount.Overlaps(String other) ->
          Optional.of("cannot be: count " + other + " is of the same, and open");
    };
  }
}
