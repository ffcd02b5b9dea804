package io.tillstream.protocol.transfer;

import static io.tillstream.protocol.till.ATill.goods;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.document.Document;
import io.tillstream.protocol.document.DocumentType;
import io.tillstream.protocol.document.Location;
import io.tillstream.protocol.document.Transfer;
import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.till.ATill;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransferConflictTest {

  private static final Transfer T88 = new Transfer("T-88", new StoreId("S2"), null);
  private static final Transfer PART_OF_T88 = new Transfer("T-88", new StoreId("S2"), true);

  private final ATill store = ATill.of("S1", "STORE");

  @Test
  void aTransferThatNobodyKnowsMayBeginWithAnyOfItsDocuments() {
    assertThat(Stream.of(dispatched(10), received(T88, 10), missing(2)))
        .allSatisfy(first -> assertThat(conflict(first)).isEmpty());
  }

  @Test
  void goodsLeaveOnce() {
    assertThat(conflict(dispatched(10), dispatched(10)))
        .hasValueSatisfying(says("was dispatched before"));
    assertThat(conflict(dispatched(10), received(T88, 10))).isEmpty();
  }

  @Test
  void goodsArriveAsLongAsSomeAreOnTheWay() {
    assertThat(conflict(received(T88, 4), dispatched(10), received(T88, 4))).isEmpty();
    assertThat(conflict(received(T88, 1), dispatched(10), received(T88, 10)))
        .hasValueSatisfying(says("nothing of transfer T-88 is in transit"));
    assertThat(conflict(received(T88, 1), dispatched(10), missing(10)))
        .hasValueSatisfying(says("nothing of transfer T-88 is in transit"));
  }

  @Test
  void whereTheDispatchIsNotKnownOnlyPartsMayFollowOneAnother() {
    assertThat(conflict(received(T88, 4), received(PART_OF_T88, 4))).isEmpty();
    assertThat(conflict(received(PART_OF_T88, 4), received(T88, 4)))
        .hasValueSatisfying(says("received before"));
  }

  @Test
  void anotherStoreHasNoPartInIt() {
    Document toAnother =
        store.transfers(
            DocumentType.TRANSFER_RECEIPT,
            Location.IN_TRANSIT,
            Location.SHOP_FLOOR,
            new Transfer("T-88", new StoreId("S3"), null),
            goods("A", 1));

    assertThat(conflict(toAnother, dispatched(10)))
        .hasValueSatisfying(says("is one with store S2"));
  }

  @Test
  void noMoreIsMissingOrTooManyThanTheDocumentsLeaveOpen() {
    assertThat(conflict(missing(3), dispatched(10), received(T88, 7))).isEmpty();
    assertThat(conflict(missing(4), dispatched(10), received(T88, 7)))
        .hasValueSatisfying(says("less is open"));
    assertThat(conflict(found(1), dispatched(10), received(T88, 7)))
        .hasValueSatisfying(says("less is open"));
    assertThat(conflict(found(2), dispatched(10), received(T88, 12))).isEmpty();
    assertThat(conflict(found(3), dispatched(10), received(T88, 12)))
        .hasValueSatisfying(says("less is open"));
    assertThat(conflict(missing(2), received(T88, 8))).as("by what the papers say").isEmpty();
  }

  @Test
  void aTransferIsOverdueWhenItIsOpenAfterItsDays() {
    TransferStanding open = TransferStanding.of(dispatched(10));
    LocalDate day = LocalDate.parse(open.startedOn());

    assertThat(open.isOverdue(day.plusDays(7), 7)).isFalse();
    assertThat(open.isOverdue(day.plusDays(8), 7)).isTrue();
    assertThat(open.plus(TransferStanding.of(received(T88, 10))).isOverdue(day.plusDays(8), 7))
        .isFalse();
  }

  private Document dispatched(long units) {
    return store.transfers(
        DocumentType.TRANSFER_DISPATCH,
        Location.SHOP_FLOOR,
        Location.IN_TRANSIT,
        T88,
        goods("A", units));
  }

  private Document received(Transfer transfer, long units) {
    return store.transfers(
        DocumentType.TRANSFER_RECEIPT,
        Location.IN_TRANSIT,
        Location.SHOP_FLOOR,
        transfer,
        goods("A", units));
  }

  private Document missing(long units) {
    return difference(Location.IN_TRANSIT, Location.ADJUSTMENT, units);
  }

  private Document found(long units) {
    return difference(Location.ADJUSTMENT, Location.IN_TRANSIT, units);
  }

  private Document difference(Location from, Location to, long units) {
    return store.transfers(DocumentType.TRANSFER_DIFFERENCE, from, to, T88, goods("A", units));
  }

  private static Consumer<String> says(String text) {
    return why -> assertThat(why).contains(text);
  }

  private static Optional<String> conflict(Document next, Document... before) {
    return TransferStanding.conflict(
        Stream.of(before).map(TransferStanding::of).reduce(TransferStanding::plus), next);
  }
}
