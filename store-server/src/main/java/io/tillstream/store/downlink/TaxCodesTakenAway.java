package io.tillstream.store.downlink;

import io.tillstream.protocol.layer.Entry;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.Settled;
import io.tillstream.store.layers.Owners;
import io.tillstream.store.layers.SaidRows;
import io.tillstream.store.layers.SoldRows;
import io.tillstream.store.writer.Batch;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes away tax codes that head office has taken away; after the items that named them. */
final class TaxCodesTakenAway {

  private static final String NAMED =
      "SELECT DISTINCT tax_code FROM item WHERE tax_code IN " + Batch.KEYS;

  private TaxCodesTakenAway() {}

  /** One that an item of the store still names stays, as the store's own. */
  static void settle(Batch batch, List<Due> settling) throws SQLException {
    Set<String> codes = new HashSet<>();
    for (Due due : settling) {
      if (due.place() == Due.LAST) {
        codes.add(due.key());
      }
    }
    if (codes.isEmpty()) {
      return;
    }
    Set<String> named = new HashSet<>();
    batch.select(NAMED, codes, row -> named.add(row.getString(1)));
    SaidRows said = SaidRows.of(batch, codes);
    Owners owners = Owners.of(batch, codes);
    Map<String, Entry.Present> before = SoldRows.of(batch, LayeredTable.TAX, codes);
    Map<String, Optional<Entry.Present>> after = new HashMap<>();
    for (String code : codes) {
      Optional<Entry.Present> held = Optional.ofNullable(before.get(code));
      Settled settled =
          Settled.after(
              said.of(LayeredTable.TAX, code),
              new Settled(held, owners.of(LayeredTable.TAX, code)));
      if (settled.row().isEmpty() && named.contains(code)) {
        settled = new Settled(held, Optional.empty());
      }
      after.put(code, settled.row());
      owners.put(LayeredTable.TAX, code, settled.owner());
    }
    SoldRows.write(batch, LayeredTable.TAX, before, after);
    owners.write();
  }
}
