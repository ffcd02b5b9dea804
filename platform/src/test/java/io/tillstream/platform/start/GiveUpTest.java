package io.tillstream.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class GiveUpTest {

  @Test
  void theReasonIsTheFirstLineOfWhatBeganItAll() {
    SQLException fault =
        new SQLException("cannot connect", new IOException("Connection refused\n  at port 1433"));

    assertThat(GiveUp.inOneLine(fault)).isEqualTo("Connection refused");
  }

  @Test
  void aReasonWithoutWordsIsNamedByItsKind() {
    assertThat(GiveUp.inOneLine(new IOException(""))).isEqualTo("java.io.IOException: ");
    assertThat(GiveUp.inOneLine(new IOException())).isEqualTo("java.io.IOException");
  }
}
