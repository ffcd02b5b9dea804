package io.tillstream.protocol.conflict;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import java.util.List;

/** What is known of a case: the facts of which its explanation and its settlements are made. */
public sealed interface Conflict {

  /** What kind. */
  CaseKind kind();

  /** What it is about. */
  String subject();

  /** How much is missing, or too much; nothing once the books are square again. */
  Quantity missing();

  /** The documents it came about by, in the order in which they came in. */
  List<Cause> causes();

  /**
   * More was taken off the shop floor than was there.
   *
   * @param item of what
   * @param held what was there before the first of these documents
   * @param onHand what the books say is there now, or said when the case was closed
   * @param backRoom what the books say is in the back room now
   * @param causes what took it
   * @param underway what other stores have sent of it and is not here
   * @param worth what the missing goods are sold for today; null when the item has no price
   */
  record Oversell(
      String item,
      Quantity held,
      Quantity onHand,
      Quantity backRoom,
      List<Cause> causes,
      List<Underway> underway,
      Money worth)
      implements Conflict {

    /** Copies the lists. */
    public Oversell {
      causes = List.copyOf(causes);
      underway = List.copyOf(underway);
    }

    /** With nothing on the way, and no price. */
    public Oversell(
        String item, Quantity held, Quantity onHand, Quantity backRoom, List<Cause> causes) {
      this(item, held, onHand, backRoom, causes, List.of(), null);
    }

    @Override
    public CaseKind kind() {
      return CaseKind.OVERSELL;
    }

    @Override
    public String subject() {
      return item;
    }

    /** How much more was taken than was there. */
    @Override
    public Quantity missing() {
      return onHand.compareTo(Quantity.ZERO) < 0 ? onHand.negated() : Quantity.ZERO;
    }
  }

  /**
   * One piece was sold more than once, as its serial number says.
   *
   * @param piece which
   * @param causes what sold it and took it back
   */
  record Serial(Piece piece, List<Cause> causes) implements Conflict {

    /** Copies the list. */
    public Serial {
      causes = List.copyOf(causes);
    }

    @Override
    public CaseKind kind() {
      return CaseKind.SERIAL;
    }

    @Override
    public String subject() {
      return piece.toString();
    }

    /** Nothing: how many pieces there are is not what the case is about. */
    @Override
    public Quantity missing() {
      return Quantity.ZERO;
    }
  }

  /**
   * A transfer came short, came with too much, or does not come.
   *
   * @param standing what the documents of both stores say of it now, as far as they are known here
   * @param causes this store's own documents of it
   */
  record Transfer(TransferStanding standing, List<Cause> causes) implements Conflict {

    /** Copies the list. */
    public Transfer {
      causes = List.copyOf(causes);
    }

    @Override
    public CaseKind kind() {
      return CaseKind.TRANSFER;
    }

    @Override
    public String subject() {
      return standing.id();
    }

    /** What has not come and what came too much, of all its items together. */
    @Override
    public Quantity missing() {
      long open = 0;
      for (Balance each : standing.items().values()) {
        open = Math.addExact(open, Math.abs(each.inTransit()));
      }
      return new Quantity(open);
    }
  }

  /**
   * A posted count of which nobody can say whether it includes some documents.
   *
   * @param count its name
   * @param location where was counted
   * @param inside what would become of on-hand if it includes all of them
   * @param causes the documents
   */
  record Count(String count, Location location, List<Settlement.Effect> inside, List<Cause> causes)
      implements Conflict {

    /** Copies the lists. */
    public Count {
      inside = List.copyOf(inside);
      causes = List.copyOf(causes);
    }

    @Override
    public CaseKind kind() {
      return CaseKind.COUNT;
    }

    @Override
    public String subject() {
      return count;
    }

    /** Nothing: whether anything is missing is the question. */
    @Override
    public Quantity missing() {
      return Quantity.ZERO;
    }
  }
}
