package io.tillstream.store.console;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tillstream.store.own.ReadGoods;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of a form in which a person enters goods. Rows left empty say nothing. */
final class GoodsForm {

  private GoodsForm() {}

  /** The rows in which anything was entered; a row without one half is for others to refuse. */
  static List<ReadGoods.LineBody> lines(List<String> items, List<String> quantities) {
    List<ReadGoods.LineBody> lines = new ArrayList<>();
    for (int i = 0; i < Math.max(items.size(), quantities.size()); i++) {
      String item = entered(items, i);
      String quantity = entered(quantities, i);
      if (item != null || quantity != null) {
        lines.add(
            new ReadGoods.LineBody(
                item, quantity == null ? null : TextNode.valueOf(quantity), null));
      }
    }
    return lines;
  }

  /** What has come of goods that the form itself names; of what nothing came, nothing is said. */
  static List<ReadGoods.LineBody> cameOf(List<String> known, List<String> came) {
    return lines(known, came).stream()
        .filter(
            line -> line.quantity() != null && !line.quantity().textValue().matches("0*(\\.0*)?"))
        .toList();
  }

  /** What was entered; null when nothing was. */
  static String entered(String field) {
    return field == null || field.isBlank() ? null : field.strip();
  }

  private static String entered(List<String> fields, int row) {
    return row < fields.size() ? entered(fields.get(row)) : null;
  }
}
