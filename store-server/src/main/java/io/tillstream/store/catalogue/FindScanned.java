package io.tillstream.store.catalogue;

import jakarta.inject.Singleton;
import java.sql.SQLException;

/** Tells which item a person means who types its code or scans its barcode. Thread-safe. */
@Singleton
public class FindScanned {

  private final Catalogue catalogue;

  FindScanned(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The item's code; what was typed when there is neither such a code nor such a barcode.
   *
   * @param typed a code comes before a barcode
   */
  public String item(String typed) throws SQLException {
    return catalogue.item(typed).isPresent()
        ? typed
        : catalogue.byBarcode(typed).map(Item::item).orElse(typed);
  }
}
