package io.tillstream.store.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageTest {

  @Test
  void anImageIsJsonWhateverPeopleType() throws Exception {
    Object[] row = {
      "85123A", "6\" \\ tin\n\u0001 ☕ 🫖 </script>", null, true, -12_345_678_901L, ""
    };

    List<?> read = new JsonMapper().readValue(Image.of(row), List.class);

    assertThat(read).isEqualTo(Arrays.asList(row));
  }

  @Test
  void numbersThatAreNotWholeHaveNoPlaceInIt() {
    assertThat(Image.of("LAMP", 7, false)).isEqualTo("[\"LAMP\",7,false]");
    assertThatThrownBy(() -> Image.of(new Object())).isInstanceOf(IllegalArgumentException.class);
  }
}
