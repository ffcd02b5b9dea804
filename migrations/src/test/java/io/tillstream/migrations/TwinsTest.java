package io.tillstream.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TwinsTest {

  static final List<String> SERVERS = Database.SERVERS;

  @ParameterizedTest
  @FieldSource("SERVERS")
  void whatOneDatabaseNeedsHasItsTwinInTheOther(String folder) {
    assertThat(names(Database.H2.twinOf(folder)))
        .containsExactlyElementsOf(names(Database.SQL_SERVER.twinOf(folder)));
  }

  @ParameterizedTest
  @FieldSource("SERVERS")
  void noVersionIsBothPortableAndATwin(String folder) {
    List<String> versions =
        Stream.of(folder, Database.H2.twinOf(folder))
            .flatMap(f -> names(f).stream())
            .map(name -> name.substring(0, name.indexOf("__")))
            .toList();

    assertThat(versions).isNotEmpty().doesNotHaveDuplicates();
  }

  private static List<String> names(String folder) {
    return Script.of(folder).stream().map(Script::name).toList();
  }
}
