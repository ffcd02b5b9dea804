package io.tillstream.store.incarnation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessVerdictTest {

  @TempDir Path directory;

  @Test
  void aDatabaseBehindItsWitnessWentBack() {
    assertThat(verdict(new BooksWitness("S1", "now", 101, 1, 3, 7)))
        .isEqualTo(WitnessVerdict.BEHIND);
    assertThat(verdict(new BooksWitness("S1", "now", 100, 1, 4, 7)))
        .isEqualTo(WitnessVerdict.BEHIND);
    assertThat(verdict(new BooksWitness("S1", "now", 100, 1, 3, 8)))
        .isEqualTo(WitnessVerdict.BEHIND);
    assertThat(verdict(new BooksWitness("S1", "later", 3, 2, 3, 7)))
        .isEqualTo(WitnessVerdict.UNKNOWN_LIFE);
  }

  @Test
  void anHonestDatabaseIsNeverAccused() {
    assertThat(verdict(new BooksWitness("S1", "now", 100, 1, 3, 7)))
        .isEqualTo(WitnessVerdict.AGREES);
    assertThat(verdict(new BooksWitness("S1", "now", 7, 1, 3, 7))).isEqualTo(WitnessVerdict.AGREES);
    assertThat(verdict(new BooksWitness("S1", "now", 7, 1, 0, 0))).isEqualTo(WitnessVerdict.AGREES);
    assertThat(verdict(new BooksWitness("S1", "former", 900, 1, 3, 7)))
        .isEqualTo(WitnessVerdict.AGREES);
    assertThat(verdict(new BooksWitness("S2", "now", 900, 1, 3, 7)))
        .isEqualTo(WitnessVerdict.MISSING);
    assertThat(verdict(null)).isEqualTo(WitnessVerdict.MISSING);
  }

  @Test
  void theFileIsReplacedWholeAndReadsBack() throws IOException {
    WitnessFile file = new WitnessFile(directory.resolve("deep/witness.json"));
    assertThat(file.read()).isEmpty();

    file.write(new BooksWitness("S1", "now", 1, 1, 3, 7));
    file.write(new BooksWitness("S1", "now", 2, 1, 3, 7));

    assertThat(file.read()).contains(new BooksWitness("S1", "now", 2, 1, 3, 7));
    try (var files = Files.list(directory.resolve("deep"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aFileThatHoldsSomethingElseIsNoWitness() throws IOException {
    Path path = directory.resolve("witness.json");
    for (String content : new String[] {"", "{", "[]", "{\"store\":\"S1\"}", "x".repeat(5_000)}) {
      Files.writeString(path, content);
      assertThat(new WitnessFile(path).read()).as(content).isEmpty();
    }
  }

  private static WitnessVerdict verdict(BooksWitness witness) {
    return WitnessVerdict.of(
        Optional.ofNullable(witness),
        "S1",
        "now",
        100,
        new GrantedEpochs.Granted(3, 7),
        Set.of("former"));
  }
}
