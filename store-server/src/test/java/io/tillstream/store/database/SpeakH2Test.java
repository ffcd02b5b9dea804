package io.tillstream.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeakH2Test {

  private final SpeakH2 h2 = new SpeakH2("jdbc:h2:mem:store");
  private final SpeakH2 sqlServer = new SpeakH2("jdbc:sqlserver://localhost;databaseName=store");

  @Test
  void anUpdateNamesItsTableFirst() {
    assertThat(h2.inspect("update s set name=? from dbo.staff s where s.id=?"))
        .isEqualTo("update dbo.staff s set name=? where s.id=?");
    assertThat(h2.inspect("update s set active=0 from staff s"))
        .isEqualTo("update staff s set active=0");
  }

  @Test
  void aDeleteNamesItsTableFirst() {
    assertThat(h2.inspect("delete s from staff s where s.id=?"))
        .isEqualTo("delete from staff s where s.id=?");
  }

  @Test
  void countsAndTheClockUseStandardWords() {
    assertThat(h2.inspect("select count_big(*) from staff s where s.at<sysdatetimeoffset()"))
        .isEqualTo("select count(*) from staff s where s.at<current_timestamp");
  }

  @Test
  void sqlServerGetsWhatHibernateSaid() {
    String sql = "update s set name=? from staff s where s.id=?";

    assertThat(sqlServer.inspect(sql)).isSameAs(sql);
  }
}
