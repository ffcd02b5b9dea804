package io.tillstream.store.downlink;

import static io.tillstream.protocol.layer.LayeredTable.ITEM;
import static io.tillstream.protocol.layer.LayeredTable.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Line;
import io.tillstream.protocol.layer.Layer;
import io.tillstream.protocol.stock.Booking;
import io.tillstream.store.AJournal;
import io.tillstream.store.H2Books;
import io.tillstream.store.catalogue.StockedItems;
import io.tillstream.store.inbox.AStoreWithOtherPrograms;
import io.tillstream.store.layers.Block;
import io.tillstream.store.layers.Blocks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody is to sell an item that is blocked; what was sold of it all the same is booked. */
class BlocksTest {

  @RegisterExtension final H2Books books = new H2Books();
  private final AStoreWithOtherPrograms programs = new AStoreWithOtherPrograms(books);
  private final AnOffice office = new AnOffice(2);
  private final AJournal till = AJournal.of("T1");

  @Test
  void theSaleOfAnItemThatHeadOfficeBlockedIsBookedByATillThatKnowsItNoMore() throws Exception {
    office.says(Layer.CHAIN, ITEM, "LAMP", "A lamp", null, true);
    office.says(Layer.CHAIN, ITEM, "HELP", "Half an hour's help", null, false);
    follow();
    office.withholds(Layer.CHAIN, ITEM, "LAMP").withholds(Layer.CHAIN, ITEM, "HELP");
    follow();

    assertThat(programs.terminal()).isEmpty();
    assertThat(booked("LAMP").movements()).hasSize(1);
    assertThat(booked("HELP").movements()).isEmpty(); // as when it was sold
    assertThat(block("LAMP"))
        .extracting(Block::layer, Block::description, Block::stands)
        .containsExactly(Layer.CHAIN, "A lamp", true);
  }

  @Test
  void anItemThatNobodyEverHadStaysUnknownThoughHeadOfficeWithholdsIt() throws Exception {
    office.withholds(Layer.STORE, ITEM, "LAMP");
    follow();
    assertThat(booking("LAMP")).isInstanceOf(Booking.Waiting.class);

    office.says(Layer.CHAIN, ITEM, "LAMP", "A lamp", null, true); // now somebody has
    follow();
    assertThat(booked("LAMP").movements()).hasSize(1);
    assertThat(block("LAMP").layer()).isEqualTo(Layer.STORE);
  }

  @Test
  void theStoreBlocksAnItemOfTheChainByTakingItAwayAndEndsItByGivingItBack() throws Exception {
    office.says(Layer.CHAIN, ITEM, "LAMP", "A lamp", null, true);
    office.says(Layer.CHAIN, PRICE, "LAMP", 25_500L);
    follow();
    long before = books.writer().published().seq();
    takesAway("LAMP");
    assertThat(booked("LAMP").movements()).hasSize(1);
    assertThat(block("LAMP").layer()).isEqualTo(Layer.OWN);
    assertThat(block("LAMP").fromSeq()).isGreaterThan(before);

    books.write(new GiveBack(ITEM, "LAMP"));
    follow();
    assertThat(programs.terminal()).containsKeys("item LAMP", "price LAMP");
    assertThat(block("LAMP")).isNull();
    Block over = books.write(batch -> Blocks.of(batch, List.of("LAMP"))).getFirst();
    assertThat(over.untilSeq()).isGreaterThan(over.fromSeq());
  }

  @Test
  void aBlockIsRememberedThroughARestartAndEndsWhenNobodySaysAnythingOfTheItem() throws Exception {
    office.says(Layer.CHAIN, ITEM, "LAMP", "A lamp", null, true);
    office.withholds(Layer.REGION, ITEM, "LAMP");
    follow();
    books.restart();
    assertThat(booked("LAMP").movements()).hasSize(1);

    office.saysNothingMoreOf(Layer.REGION, ITEM, "LAMP");
    office.saysNothingMoreOf(Layer.CHAIN, ITEM, "LAMP");
    follow();
    assertThat(booking("LAMP")).isInstanceOf(Booking.Waiting.class);
  }

  @Test
  void anItemOfTheStoreAloneThatIsTakenAwayIsGoneAsWithoutAHeadOffice() throws Exception {
    follow();
    programs.another("INSERT INTO item (item, description, stocked) VALUES ('OWN', 'thing', 1)");
    programs.takeOver();
    takesAway("OWN");

    assertThat(booking("OWN")).isInstanceOf(Booking.Waiting.class);
    assertThat(books.ask("SELECT COUNT(*) FROM item_block")).containsExactly("0");
  }

  private void follow() throws Exception {
    new FollowOnce(books.database(), books.writer(), office, 3, rest -> false).round();
  }

  private void takesAway(String item) throws Exception {
    programs.another("DELETE FROM price WHERE item = '" + item + "'");
    programs.another("DELETE FROM item WHERE item = '" + item + "'");
    programs.takeOver();
  }

  private Booking.Booked booked(String item) {
    return (Booking.Booked) booking(item);
  }

  /** Of a sale by a till that does not know the item: the till app gave the price. */
  private Booking booking(String item) {
    Line line = new Line(item, null, 1_000, 25_500, 255L, null, null, null, null);
    Document sale = till.document(DocumentType.SALE, List.of(line));
    return books.write(batch -> StockedItems.of(batch).book(sale));
  }

  private Block block(String item) {
    return books.write(batch -> Blocks.standing(batch, List.of(item))).get(item);
  }
}
