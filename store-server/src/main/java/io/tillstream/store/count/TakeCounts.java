package io.tillstream.store.count;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.document.CountDetails;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Brings before the writer what people do about counts, from the API and from the console. Whatever
 * cannot be done is thrown as a problem, and then nothing was changed. Thread-safe.
 */
@Singleton
public class TakeCounts {

  private static final int ITEMS_MAX = 5_000;
  private static final int ROUNDS_MAX = 9;

  private final Writer writer;
  private final Shop shop;

  TakeCounts(Writer writer, Shop shop) {
    this.writer = writer;
    this.shop = shop;
  }

  /**
   * What has begun.
   *
   * @param isNew whether it was not begun alike before
   */
  public record Begun(String id, boolean isNew) {}

  /** Begins a count. */
  public Begun begin(StartBody body) {
    StartCount command = read(Fields.body(body));
    return switch (writer.ask(command)) {
      case StartCount.Started started -> new Begun(command.id(), true);
      case StartCount.Repeated repeated -> new Begun(command.id(), false);
      case StartCount.NameTaken taken ->
          throw ProblemException.of(
                  ProblemCode.REFERENCE_REUSED, "another count is called " + command.id())
              .field("id", "belongs to another count");
      case StartCount.UnknownItems(Set<String> items) -> {
        Fields fields = new Fields();
        items.forEach(item -> fields.fault("items", "the catalogue has no item '" + item + "'"));
        fields.throwIfAny();
        throw new IllegalStateException("no item is unknown");
      }
      case StartCount.Overlaps(String other) -> throw overlaps(other);
    };
  }

  /** Enters what was found at one spot; false when the same was entered before. */
  public boolean enter(String id, EntryBody body) {
    return enter(id, body, false);
  }

  /**
   * The same by a person who waits for the answer: what would not count, since the item is counted
   * again by now, is not entered but refused.
   */
  public boolean enterAtSight(String id, EntryBody body) {
    return enter(id, body, true);
  }

  private boolean enter(String id, EntryBody body, boolean isAtSight) {
    EnterCounted command = read(id, Fields.body(body), isAtSight);
    return switch (writer.ask(command)) {
      case EnterCounted.Entered entered -> true;
      case EnterCounted.Repeated repeated -> false;
      case EnterCounted.NameTaken taken ->
          throw ProblemException.of(
                  ProblemCode.REFERENCE_REUSED,
                  "%s has entered something else as %s".formatted(body.device(), body.entry()))
              .field("entry", "belongs to another entry");
      case EnterCounted.Unknown unknown -> throw unknown(id);
      case EnterCounted.Closed(CountHead.State state) -> throw closed(id, state);
      case EnterCounted.CountedAgain(int round) ->
          throw ProblemException.of(
              ProblemCode.COUNT_CHANGED,
              "%s is counted again, in round %d; what is entered for an earlier one does not count"
                  .formatted(body.item(), round));
      case EnterCounted.UnknownItem unknown ->
          throw ProblemException.of(
                  ProblemCode.INVALID_FIELD, "the catalogue has no item '" + body.item() + "'")
              .field("item", "is not in the catalogue");
      case EnterCounted.Overlaps(String other) -> throw overlaps(other);
    };
  }

  /** Marks a count in the store's own documents. */
  public void mark(String id) {
    CountHead.State state = writer.ask(new MarkStore(shop, id)).orElseThrow(() -> unknown(id));
    if (state != CountHead.State.OPEN) {
      throw closed(id, state);
    }
  }

  /** Gives a count up. */
  public void cancel(String id) {
    CountHead.State before = writer.ask(new EndCount(id)).orElseThrow(() -> unknown(id));
    if (before == CountHead.State.POSTED) {
      throw closed(id, before);
    }
  }

  static ProblemException unknown(String id) {
    return ProblemException.of(ProblemCode.NOT_FOUND, "there is no count '" + id + "'");
  }

  static ProblemException closed(String id, CountHead.State state) {
    return ProblemException.of(ProblemCode.COUNT_CLOSED, "count %s is %s".formatted(id, state));
  }

  static ProblemException overlaps(String other) {
    return ProblemException.of(
        ProblemCode.COUNT_OVERLAPS,
        "count %s is of the same, and open or posted since".formatted(other));
  }

  private static StartCount read(StartBody body) {
    Fields fields = new Fields();
    String id =
        body.id() == null
            ? "C-" + UUID.randomUUID().toString().substring(0, 8)
            : fields.id("id", body.id());
    CountDetails.Kind kind = fields.kind(body.kind());
    Location location = fields.location(body.location());
    List<String> items = body.items() == null ? List.of() : body.items();
    if (kind == CountDetails.Kind.FULL && !items.isEmpty()) {
      fields.fault("items", "are of a partial count; a full one is of all there is");
    } else if (items.size() > ITEMS_MAX) {
      fields.fault("items", "are more than " + ITEMS_MAX);
    } else {
      for (int i = 0; i < items.size(); i++) {
        fields.text("items[" + i + "]", items.get(i));
      }
    }
    fields.throwIfAny();
    return new StartCount(id, kind, location, new TreeSet<>(items));
  }

  private static EnterCounted read(String id, EntryBody body, boolean isAtSight) {
    Fields fields = new Fields();
    int round = body.round() == null ? 1 : body.round();
    if (round < 1 || round > ROUNDS_MAX) {
      fields.fault("round", "must be 1 to " + ROUNDS_MAX);
    }
    EnterCounted command =
        new EnterCounted(
            id,
            fields.text("device", body.device()),
            fields.text("entry", body.entry()),
            fields.text("item", body.item()),
            fields.quantity("quantity", body.quantity()),
            round,
            fields.textIfGiven("countedBy", body.countedBy()),
            isAtSight);
    fields.throwIfAny();
    return command;
  }
}
