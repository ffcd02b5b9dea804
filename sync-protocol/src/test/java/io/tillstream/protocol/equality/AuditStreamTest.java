package io.tillstream.protocol.equality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.protocol.chain.Hash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditStreamTest {

  private static final List<MovedLine> MOVED =
      List.of(new MovedLine(0, "shop-floor", "customer", "LAMP", 1_000));

  @Test
  void theSameDocumentsHaveTheSameDigestsWhereverTheLookBegins() {
    List<AuditBlock> whole = audit(600, 0, n -> true).blocks();
    List<AuditBlock> rest = audit(600, 256, n -> true).blocks();

    assertThat(whole).extracting(AuditBlock::documents).containsExactly(256, 256, 88);
    assertThat(rest).isEqualTo(whole.subList(1, 3));
  }

  @Test
  void aDocumentThatIsMissingChangesItsBlockAndNoOther() {
    List<AuditBlock> whole = audit(600, 0, n -> true).blocks();
    for (long gone : new long[] {1, 256, 257, 600}) {
      List<AuditBlock> without = audit(600, 0, n -> n != gone).blocks();
      for (int block = 0; block < 3; block++) {
        assertThat(without.get(block).equals(whole.get(block)))
            .as("block %d without %d", block, gone)
            .isEqualTo(block != AuditStream.blockOf(gone));
      }
    }
  }

  @Test
  void whatIsBookedOtherwiseIsToldApart() {
    String digest = AuditStream.digest(MOVED);

    assertThat(AuditStream.digest(List.of())).isNull();
    for (MovedLine other :
        List.of(
            new MovedLine(1, "shop-floor", "customer", "LAMP", 1_000),
            new MovedLine(0, "back-room", "customer", "LAMP", 1_000),
            new MovedLine(0, "shop-floor", "adjustment", "LAMP", 1_000),
            new MovedLine(0, "shop-floor", "customer", "Lamp", 1_000),
            new MovedLine(0, "shop-floor", "customer", "LAMP", 1_001))) {
      assertThat(AuditStream.digest(List.of(other))).isNotEqualTo(digest);
    }
  }

  /** Of the bytes and the hashes before them; where the one before is missing, nothing is said. */
  @Test
  void aByteThatIsTurnedIsFoundInItsOwnDocument() {
    AuditStream audit = new AuditStream(0, Hash.START);
    Hash first = Hash.START.then(body(1));
    Hash second = first.then(body(2));

    assertThat(audit.next(1, "A", first, body(1), MOVED).sound()).isTrue();
    assertThat(audit.next(2, "B", second, body(9), MOVED).sound()).isFalse();
    assertThat(audit.next(3, "C", second.then(body(3)), body(3), MOVED).sound()).isTrue();
    assertThat(audit.next(5, "E", Hash.START, body(5), MOVED).sound()).isTrue();
  }

  @FunctionalInterface
  private interface Kept {
    boolean is(long n);
  }

  private static AuditStream audit(int documents, long after, Kept kept) {
    List<Hash> hashes = new ArrayList<>(List.of(Hash.START));
    for (int n = 1; n <= documents; n++) {
      hashes.add(hashes.getLast().then(body(n)));
    }
    AuditStream audit = new AuditStream(after, hashes.get((int) after));
    for (int n = (int) after + 1; n <= documents; n++) {
      if (kept.is(n)) {
        audit.next(n, "N" + n, hashes.get(n), body(n), MOVED);
      }
    }
    return audit;
  }

  private static byte[] body(long n) {
    return ("{\"n\":" + n + "}").getBytes(UTF_8);
  }
}
