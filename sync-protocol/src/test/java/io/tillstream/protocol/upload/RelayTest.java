package io.tillstream.protocol.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.Hash;
import io.tillstream.protocol.chain.Watermark;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a word of head office means to a store whose envelopes wait with a broker. */
class RelayTest {

  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

  private final Relay relay = Relay.at(own(10), own(40));

  @Test
  void aBrokerThatHasTakenAnEnvelopeConfirmsNothing() {
    Relay next = relay.taken(new UploadState.Ready(own(50)));

    assertThat(next.carried().acknowledged()).isEqualTo(own(50));
    assertThat(next.confirmed()).isEqualTo(own(10));
  }

  @Test
  void whatHeadOfficeHoldsIsConfirmedAndTheNextEnvelopeStaysTheNext() {
    Relay next = heard(relay, new LateWord.Holds(own(20)));

    assertThat(next).isEqualTo(Relay.at(own(20), own(40)));
  }

  @Test
  void whatCameAnotherWayIsNotSentAgain() {
    assertThat(heard(relay, new LateWord.Holds(own(60)))).isEqualTo(Relay.at(own(60), own(60)));
  }

  @Test
  void anOlderWordTakesNothingBack() {
    assertThat(heard(relay, new LateWord.Holds(own(5)))).isEqualTo(relay);
  }

  @Test
  void aHeadOfficeThatWentBackIsSentEverythingFromThere() {
    Relay next = heard(relay, new LateWord.Misses(own(3), 40L));

    assertThat(next.confirmed()).isEqualTo(own(3));
    assertThat(next.carried()).isEqualTo(new UploadState.Ready(own(3)));
  }

  @Test
  void manyEnvelopesThatMissTheSameOneMakeTheStoreGoBackOnce() {
    Relay back =
        heard(relay, new LateWord.Misses(own(10), 20L)).taken(new UploadState.Ready(own(20)));

    assertThat(heard(back, new LateWord.Misses(own(10), 30L))).isEqualTo(back);
    assertThat(heard(back, new LateWord.Misses(own(10), 40L))).isEqualTo(back);
  }

  @Test
  void goingBackInVainRestsLongerAndLonger() {
    Relay once = heard(relay, new LateWord.Misses(own(10), 10L));
    Relay twice = heard(once, new LateWord.Misses(own(10), 10L));
    Relay thrice = heard(twice, new LateWord.Misses(own(10), 10L));

    assertThat(once.carried()).isEqualTo(new UploadState.Ready(own(10)));
    assertThat(twice.carried())
        .isEqualTo(new UploadState.Resting(own(10), 1, Duration.ofSeconds(1)));
    assertThat(thrice.carried())
        .isEqualTo(new UploadState.Resting(own(10), 2, Duration.ofSeconds(2)));
    assertThat(heard(thrice, new LateWord.Holds(own(20))).misses()).isZero();
  }

  @Test
  void aStoreThatWaitsForAPersonSendsFromThereWhenItMayGoOn() {
    Relay waits = heard(relay, new LateWord.Waits(own(10)));
    assertThat(waits.isHeldUp()).isTrue();
    assertThat(waits.carried().acknowledged()).isEqualTo(own(10));

    Relay goesOn = heard(waits, new LateWord.Misses(own(10), null));

    assertThat(goesOn.isHeldUp()).isFalse();
    assertThat(goesOn.carried().acknowledged()).isEqualTo(own(10));
  }

  @Test
  void anotherHistoryStopsTheStoreAndNoLaterWordStartsItAgain() {
    Watermark other = new Watermark(10, Hash.START);
    Relay forked = heard(relay, new LateWord.Holds(other));

    assertThat(forked.carried()).isEqualTo(new UploadState.Forked(own(10), other));
    assertThat(forked.confirmed()).isEqualTo(own(10));
    assertThat(heard(forked, new LateWord.Holds(own(20)))).isEqualTo(forked);
  }

  @Test
  void aHeadOfficeAheadOfTheStoresOwnLogIsAnotherHistory() {
    Relay next = relay.heard(new LateWord.Holds(own(90)), own(70), BACKOFF, 1000);

    assertThat(next.carried()).isInstanceOf(UploadState.Forked.class);
  }

  @Test
  void aForkThatHeadOfficeTellsStopsTheStore() {
    assertThat(heard(relay, new LateWord.Differs(own(20))).carried())
        .isEqualTo(new UploadState.Forked(own(10), own(20)));
  }

  private static Relay heard(Relay relay, LateWord word) {
    return relay.heard(word, own(word.standing().position()), BACKOFF, 1000);
  }

  private static Watermark own(long position) {
    return position == 0
        ? Watermark.START
        : new Watermark(
            position, Hash.START.then(Long.toString(position).getBytes(StandardCharsets.UTF_8)));
  }
}
