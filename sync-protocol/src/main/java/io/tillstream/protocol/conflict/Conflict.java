package io.tillstream.protocol.conflict;

import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.Money;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.transfer.Balance;
import io.tillstream.protocol.transfer.TransferStanding;
import java.util.List;
import java.util.Map;

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
   * @param awaited what open orders count on already, by earlier decisions
   */
  record Oversell(
      String item,
      Quantity held,
      Quantity onHand,
      Quantity backRoom,
      List<Cause> causes,
      List<Underway> underway,
      Money worth,
      Quantity awaited)
      implements Conflict {

    /** Copies the lists. */
    public Oversell {
      causes = List.copyOf(causes);
      underway = List.copyOf(underway);
    }

    /** With nothing ordered. */
    public Oversell(
        String item,
        Quantity held,
        Quantity onHand,
        Quantity backRoom,
        List<Cause> causes,
        List<Underway> underway,
        Money worth) {
      this(item, held, onHand, backRoom, causes, underway, worth, Quantity.ZERO);
    }

    /** With nothing on the way or ordered, and no price. */
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

    /** How much of it no open order counts on yet. */
    public Quantity notAwaited() {
      Quantity rest = missing().plus(awaited.negated());
      return rest.isPositive() ? rest : Quantity.ZERO;
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
   * An item was sold that neither its till nor the store knew; the documents are parked.
   *
   * @param item the code as it was sold
   * @param causes the documents that wait
   */
  record UnknownItem(String item, List<Cause> causes) implements Conflict {

    /** Copies the list. */
    public UnknownItem {
      causes = List.copyOf(causes);
    }

    @Override
    public CaseKind kind() {
      return CaseKind.UNKNOWN_ITEM;
    }

    @Override
    public String subject() {
      return item;
    }

    /** Nothing: how much was sold moves nothing as long as the item is not known. */
    @Override
    public Quantity missing() {
      return Quantity.ZERO;
    }
  }

  /**
   * An item was sold that was not for sale any more.
   *
   * @param item its code
   * @param causes the sales
   * @param sold what the tills of these had heard
   */
  record Blocked(String item, List<Cause> causes, List<SoldBlocked> sold) implements Conflict {

    /** Copies the lists. */
    public Blocked {
      causes = List.copyOf(causes);
      sold = List.copyOf(sold);
    }

    @Override
    public CaseKind kind() {
      return CaseKind.BLOCKED;
    }

    @Override
    public String subject() {
      return item;
    }

    /** Nothing: the goods were there. */
    @Override
    public Quantity missing() {
      return Quantity.ZERO;
    }
  }

  /**
   * Less is there than was promised to customers.
   *
   * @param item of what
   * @param onHand what the books say is on the shop floor now, or said when the case was closed
   * @param backRoom what they say is in the back room now
   * @param promises to whom, the oldest first
   * @param causes what took it
   */
  record Promised(
      String item,
      Quantity onHand,
      Quantity backRoom,
      List<OpenPromise> promises,
      List<Cause> causes)
      implements Conflict {

    /** Copies the lists. */
    public Promised {
      promises = List.copyOf(promises);
      causes = List.copyOf(causes);
    }

    @Override
    public CaseKind kind() {
      return CaseKind.PROMISED;
    }

    @Override
    public String subject() {
      return item;
    }

    /** What was promised and is not there. */
    @Override
    public Quantity missing() {
      Quantity there = onHand.plus(backRoom);
      Quantity open =
          promises.stream().map(OpenPromise::left).reduce(Quantity.ZERO, Quantity::plus);
      Quantity missing = open.plus(there.negated());
      return missing.isPositive() ? missing : Quantity.ZERO;
    }
  }

  /**
   * A price or a tax rate was charged that was the store's no more.
   *
   * @param terminal at which till
   * @param lines on which lines
   * @param causes the sales
   */
  record Priced(String terminal, List<Charged> lines, List<Cause> causes) implements Conflict {

    /** Copies the lists. */
    public Priced {
      lines = List.copyOf(lines);
      causes = List.copyOf(causes);
    }

    @Override
    public CaseKind kind() {
      return CaseKind.PRICE;
    }

    @Override
    public String subject() {
      return terminal;
    }

    /** Nothing: no goods are missing. */
    @Override
    public Quantity missing() {
      return Quantity.ZERO;
    }

    /** How much more customers paid than by the store's own prices, ten-thousandths. */
    public long paidMore() {
      return lines.stream().mapToLong(Charged::paidMore).reduce(0, Math::addExact);
    }
  }

  /**
   * A transfer came short, came with too much, or does not come.
   *
   * @param standing what the documents of both stores say of it now, as far as they are known here
   * @param place where this store received of it last, or receives
   * @param there what is there now of its items, as far as that was asked
   * @param causes this store's own documents of it
   */
  record Transfer(
      TransferStanding standing, Location place, Map<String, Quantity> there, List<Cause> causes)
      implements Conflict {

    /** Copies what is mutable. */
    public Transfer {
      there = Map.copyOf(there);
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
