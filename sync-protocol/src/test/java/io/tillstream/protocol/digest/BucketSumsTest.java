package io.tillstream.protocol.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketSumsTest {

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);
  private static final RowDigest LAMP = RowDigest.of("price", List.of("LAMP", 25_500));

  @Test
  void sumsAreThoseOfNumbersOf128Bits() {
    Random random = new Random(7);
    BucketSums sums = new BucketSums();
    BigInteger expected = BigInteger.ZERO;
    for (int i = 0; i < 10_000; i++) {
      RowDigest row = new RowDigest(3, random.nextLong(), i % 10 == 0 ? 0 : random.nextLong());
      boolean add = random.nextBoolean();
      if (add) {
        sums.add(row);
      } else {
        sums.subtract(row);
      }
      BigInteger number = number(row.high(), row.low());
      expected = (add ? expected.add(number) : expected.subtract(number)).mod(MODULUS);
      assertThat(number(sums.high(3), sums.low(3))).isEqualTo(expected);
    }
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    List<RowDigest> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      rows.add(RowDigest.of("price", List.of("ITEM-" + i, i)));
    }
    BucketSums one = new BucketSums();
    rows.forEach(one::add);
    Collections.shuffle(rows, new Random(1));
    BucketSums other = new BucketSums();
    rows.forEach(other::add);

    assertThat(one.differsFrom(other).isEmpty()).isTrue();
    assertThat(one.rows()).isEqualTo(5_000);
  }

  @Test
  void aRowThatIsThereTwiceDoesNotVanishAsItWouldWithExclusiveOr() {
    BucketSums none = new BucketSums();
    BucketSums twice = new BucketSums();
    twice.add(LAMP.bucket(), 0, LAMP.high(), LAMP.low());
    twice.add(LAMP.bucket(), 0, LAMP.high(), LAMP.low());

    assertThat(none.differsFrom(twice).stream()).containsExactly(LAMP.bucket());
  }

  @Test
  void oneFlippedBitIsFoundInItsBucketAlone() {
    BucketSums held = new BucketSums();
    held.add(LAMP);
    BucketSums flipped = new BucketSums();
    flipped.add(RowDigest.of("price", List.of("LAMP", 25_501)));

    assertThat(held.differsFrom(flipped).stream()).containsExactly(LAMP.bucket());
  }

  @Test
  void valuesThatReadAlikeAreDifferentRows() {
    List<List<?>> rows =
        List.of(
            List.of("A", "1"),
            List.of("A", 1),
            List.of("A1"),
            Arrays.asList("A", null),
            List.of("A", ""),
            List.of("A", "i1;"));

    assertThat(rows.stream().map(row -> RowDigest.of("item", row).high()).distinct()).hasSize(6);
    assertThat(RowDigest.of("item", List.of("A", true)))
        .isEqualTo(RowDigest.of("item", List.of("A", 1L)));
  }

  @Test
  void sumsTravelAsBytes() {
    BucketSums sums = new BucketSums();
    sums.add(LAMP);
    sums.subtract(RowDigest.of("tax", List.of("STD", 2000)));

    assertThat(BucketSums.of(sums.toBytes()).differsFrom(sums).isEmpty()).isTrue();
  }

  @Test
  void theWorkedExampleOfTheSpecification() {
    assertThat(LAMP.bucket()).isEqualTo(370);
    assertThat("%016x%016x".formatted(LAMP.high(), LAMP.low()))
        .isEqualTo("a036f8fd5d32e91024bf46611f314c63");
  }

  private static BigInteger number(long high, long low) {
    return new BigInteger(Long.toUnsignedString(high))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(low)));
  }
}
