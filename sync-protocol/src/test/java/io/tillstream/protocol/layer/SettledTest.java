package io.tillstream.protocol.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whose word a row is. */
class SettledTest {

  private static final Settled NOTHING = new Settled(Optional.empty(), Optional.empty());
  private static final Settled OF_THE_STORE = new Settled(price(250), Optional.empty());
  private static final Entry BLOCK = new Entry.Withheld();

  @Test
  void theRegionSpeaksOverTheChainAndHeadOfficesWordForOneStoreOverBoth() {
    assertThat(said(Map.of(Layer.CHAIN, entry(100))).map(Settled.Said::layer))
        .hasValue(Layer.CHAIN);
    assertThat(
            said(Map.of(Layer.CHAIN, entry(100), Layer.REGION, entry(110)))
                .map(Settled.Said::layer))
        .hasValue(Layer.REGION);
    assertThat(
            said(Map.of(Layer.CHAIN, entry(100), Layer.REGION, entry(110), Layer.STORE, BLOCK))
                .map(Settled.Said::layer))
        .hasValue(Layer.STORE);
  }

  @Test
  void whatOnlyHeadOfficeHasIsSoldAsItSays() {
    Settled settled = Settled.after(chain(entry(100)), NOTHING);

    assertThat(settled).isEqualTo(of(price(100), Layer.CHAIN, false));
    assertThat(Settled.after(Optional.empty(), settled)).isEqualTo(NOTHING);
  }

  @Test
  void aStoreThatHadThePriceBeforeHeadOfficeDidKeepsItAsItsOwn() {
    assertThat(Settled.after(chain(entry(100)), OF_THE_STORE))
        .isEqualTo(of(price(250), Layer.OWN, false));
  }

  @Test
  void aPriceThatWasTheSameAlreadyIsHeadOfficesFromNowOn() {
    assertThat(Settled.after(chain(entry(250)), OF_THE_STORE))
        .isEqualTo(of(price(250), Layer.CHAIN, false));
  }

  @Test
  void anOverrideSurvivesEverythingThatHeadOfficeSays() {
    Settled own = Settled.written(price(90), chain(entry(100)));

    assertThat(own).isEqualTo(of(price(90), Layer.OWN, false));
    assertThat(Settled.after(chain(entry(120)), own)).isEqualTo(own);
    assertThat(Settled.after(chain(BLOCK), own)).isEqualTo(own);
    assertThat(Settled.after(chain(entry(90)), own)).isEqualTo(own);
  }

  @Test
  void whatHeadOfficeGivesUpStaysWithTheStoreThatWroteOverIt() {
    Settled own = Settled.written(price(90), chain(entry(100)));

    assertThat(Settled.after(Optional.empty(), own))
        .isEqualTo(new Settled(price(90), Optional.empty()));
  }

  @Test
  void aBlockStaysThoughHeadOfficeTakesTheItemAwayAndBringsItBack() {
    Settled blocked = Settled.written(Optional.empty(), chain(entry(100)));

    assertThat(blocked).isEqualTo(of(Optional.empty(), Layer.OWN, true));
    assertThat(Settled.after(Optional.empty(), blocked)).isEqualTo(blocked);
    assertThat(Settled.after(chain(entry(100)), blocked)).isEqualTo(blocked);
    assertThat(Settled.givenBack(chain(entry(100)))).isEqualTo(of(price(100), Layer.CHAIN, false));
  }

  @Test
  void whatTheStoreWritesAsHeadOfficeSaysIsNoOverride() {
    assertThat(Settled.written(price(100), chain(entry(100))))
        .isEqualTo(of(price(100), Layer.CHAIN, false));
    assertThat(Settled.written(Optional.empty(), chain(BLOCK)))
        .isEqualTo(of(Optional.empty(), Layer.CHAIN, true));
  }

  @Test
  void aStoreWithoutHeadOfficeIsAsItWas() {
    assertThat(Settled.written(price(90), Optional.empty()))
        .isEqualTo(new Settled(price(90), Optional.empty()));
    assertThat(Settled.after(Optional.empty(), OF_THE_STORE)).isEqualTo(OF_THE_STORE);
    assertThat(Settled.written(Optional.empty(), Optional.empty())).isEqualTo(NOTHING);
  }

  /** However often and late rows are settled: only the last word of each layer counts. */
  @Test
  void howOftenARowIsSettledOnTheWayChangesNothing() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      Map<Layer, Entry> entries = new EnumMap<>(Layer.class);
      Settled often = NOTHING;
      Settled seldom = NOTHING;
      for (int step = 0; step < 20; step++) {
        Layer layer = Layer.OF_HEAD_OFFICE.get(random.nextInt(3));
        switch (random.nextInt(4)) {
          case 0 -> entries.remove(layer);
          case 1 -> entries.put(layer, BLOCK);
          default -> entries.put(layer, entry(random.nextInt(4)));
        }
        often = Settled.after(said(entries), often);
        if (random.nextInt(5) == 0) {
          seldom = Settled.after(said(entries), seldom);
        }
      }
      assertThat(Settled.after(said(entries), seldom)).as("seed %d", seed).isEqualTo(often);
    }
  }

  private static Optional<Settled.Said> said(Map<Layer, Entry> entries) {
    return Settled.Said.highest(entries);
  }

  private static Optional<Settled.Said> chain(Entry entry) {
    return Optional.of(new Settled.Said(Layer.CHAIN, entry));
  }

  private static Entry.Present entry(long tenThousandths) {
    return new Entry.Present(List.of("LAMP", tenThousandths));
  }

  private static Optional<Entry.Present> price(long tenThousandths) {
    return Optional.of(entry(tenThousandths));
  }

  private static Settled of(Optional<Entry.Present> row, Layer layer, boolean withheld) {
    return new Settled(row, Optional.of(new Owner(layer, withheld)));
  }
}
