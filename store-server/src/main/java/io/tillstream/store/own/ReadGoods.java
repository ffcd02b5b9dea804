package io.tillstream.store.own;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.platform.problem.Faults;
import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.money.InvalidAmount;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.money.UnitPrice;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.text.PlainText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads what people say of goods, and finds every fault at once.
 *
 * @param faults where faults are gathered
 */
public record ReadGoods(Faults faults) {

  private static final int CODE_LENGTH_MAX = 64;
  private static final int REASON_LENGTH_MAX = 200;
  private static final String LOCATIONS =
      Arrays.stream(Location.values()).map(Location::toString).collect(Collectors.joining(", "));

  /**
   * Goods as they are asked for.
   *
   * @param item its code
   * @param quantity decimal text or number
   * @param unitCost what the supplier charges for one unit, tax not included: decimal text or
   *     number, or absent; of goods that arrive alone
   */
  public record LineBody(String item, JsonNode quantity, JsonNode unitCost) {}

  /** A code that must be there: a reference, an item. */
  public String code(String path, String value) {
    return text(path, value, CODE_LENGTH_MAX);
  }

  /** Words that must be there. */
  public String reason(String path, String value) {
    return text(path, value, REASON_LENGTH_MAX);
  }

  private String text(String path, String value, int lengthMax) {
    if (value == null || value.isBlank()) {
      fault(path, "is missing");
    } else if (value.length() > lengthMax) {
      fault(path, "has more than " + lengthMax + " characters");
    } else if (!value.equals(value.strip())) {
      fault(path, "begins or ends with a blank");
    } else if (!PlainText.is(value)) {
      fault(path, "holds what cannot be printed");
    }
    return value;
  }

  /** A location that must be there; empty when it is at fault. */
  public Optional<Location> location(String path, String value) {
    Optional<Location> found =
        Arrays.stream(Location.values()).filter(each -> each.toString().equals(value)).findFirst();
    if (found.isEmpty()) {
      fault(path, value == null ? "is missing" : value + " is none of " + LOCATIONS);
    }
    return found;
  }

  /** A real place, or the shop floor when nobody says. */
  public Location place(String path, String value) {
    Location place =
        value == null
            ? Location.SHOP_FLOOR
            : location(path, value).orElse(Location.SHOP_FLOOR); // told already
    if (!place.isReal()) {
      fault(
          path,
          Location.real().stream()
              .map(Location::toString)
              .collect(Collectors.joining(" or ", "must be ", "")));
    }
    return place;
  }

  /** Goods that the store has already; at least one line. */
  public List<Goods> lines(List<LineBody> lines) {
    List<Goods> goods = arrivals(lines);
    for (int i = 0; i < goods.size(); i++) {
      if (goods.get(i) != null && goods.get(i).unitCost() != null) {
        fault("lines[" + i + "].unitCost", "is told on a goods receipt alone");
      }
    }
    return goods;
  }

  /** Goods that arrive from a supplier, who may charge for them; at least one line. */
  public List<Goods> arrivals(List<LineBody> lines) {
    List<Goods> goods = new ArrayList<>();
    if (lines == null || lines.isEmpty()) {
      fault("lines", "are missing");
    } else if (lines.size() > Document.LINES_MAX) {
      fault("lines", "are more than " + Document.LINES_MAX);
    } else {
      for (int i = 0; i < lines.size(); i++) {
        goods.add(line("lines[" + i + "]", lines.get(i)));
      }
    }
    return goods;
  }

  private Goods line(String path, LineBody line) {
    if (line == null) {
      fault(path, "is missing");
      return null;
    }
    return new Goods(
        code(path + ".item", line.item()),
        quantity(path + ".quantity", line.quantity()),
        unitCost(path + ".unitCost", line.unitCost()));
  }

  /** A quantity above nothing that must be there; nothing when it is at fault. */
  public Quantity quantity(String path, JsonNode node) {
    BigDecimal value = decimal(node);
    if (value == null) {
      fault(path, node == null || node.isNull() ? "is missing" : "is not a decimal number");
      return Quantity.ZERO;
    }
    try {
      Quantity quantity = Quantity.of(value);
      if (!quantity.isPositive()) {
        faults.add(ProblemCode.OUT_OF_RANGE, path, "must be more than 0");
      }
      return quantity;
    } catch (InvalidAmount e) {
      fault(path, e);
      return Quantity.ZERO;
    }
  }

  private UnitPrice unitCost(String path, JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    BigDecimal value = decimal(node);
    if (value == null) {
      fault(path, "is not a decimal number");
      return null;
    }
    try {
      UnitPrice cost = UnitPrice.of(value);
      if (cost.tenThousandths() < 0) {
        faults.add(ProblemCode.OUT_OF_RANGE, path, "must not be negative");
      }
      return cost;
    } catch (InvalidAmount e) {
      fault(path, e);
      return null;
    }
  }

  private void fault(String path, InvalidAmount amount) {
    ProblemCode code =
        switch (amount.reason()) {
          case TOO_MANY_DECIMALS -> ProblemCode.TOO_MANY_DECIMALS;
          case OUT_OF_RANGE -> ProblemCode.OUT_OF_RANGE;
        };
    faults.add(code, path, amount.getMessage());
  }

  private static BigDecimal decimal(JsonNode node) {
    if (node != null && node.isNumber()) {
      return node.decimalValue();
    }
    boolean plain =
        node != null
            && node.isTextual()
            && node.textValue().matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?");
    return plain ? new BigDecimal(node.textValue()) : null;
  }

  /** Notes a fault of a field. */
  public void fault(String path, String what) {
    faults.add(ProblemCode.INVALID_FIELD, path, what);
  }
}
