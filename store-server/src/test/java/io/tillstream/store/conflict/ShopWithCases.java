package io.tillstream.store.conflict;

import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.identity.DocumentStream;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import java.sql.SQLException;
import java.util.List;

/** A shop in which more is sold than there was, for those who settle what comes of it. */
public final class ShopWithCases {

  private final H2Books books;
  private final CaseBooks cases;
  private int tills;

  /** In these books. */
  public ShopWithCases(H2Books books) {
    this.books = books;
    cases = new CaseBooks(books);
  }

  /** So many more are sold than there were. */
  public void oversells(int units, String item) {
    tills++;
    cases.take(AJournal.of("T" + tills).sells(units, item), 1);
  }

  /** Goods come in. */
  public void receives(int units, String item) {
    cases.receives(units, item);
  }

  /** Five come into the back room. */
  public void receivesInTheBack(String item) {
    cases.receivesAt(Location.BACK_ROOM, item);
  }

  /** A person decides. */
  public void personAccepts(String number) {
    books.write(cases.decision(number, Choice.ACCEPT, "Ann"));
  }

  /** The cases as policies see them. */
  public CasesAtHand cases() {
    return new CasesAtHand(
        new ReadCases(books.database(), H2Books.SHOP), books.database(), H2Books.SHOP);
  }

  /** What the store has booked at a place, in thousandths. */
  public String onHand(Location location, String item) throws SQLException {
    return cases.onHand(location, item);
  }

  /** A batch that takes back one of the store's own documents, as head office gave it. */
  public void takesBack(List<byte[]> own, int n) {
    books.write(
        batch -> {
          AJournal held =
              new AJournal(new DocumentStream(H2Books.SHOP.id(), TerminalId.STORE_ITSELF, 1));
          own.forEach(held::append);
          CaseBooks.accept(batch, held, n);
          return true;
        });
  }
}
