package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.tillstream.protocol.series.Series;
import java.util.List;

/**
 * What a terminal may number by from now on.
 *
 * @param protocol the store's protocol version
 * @param series one for each series of a terminal
 * @param ranges the shared ranges that it may lease numbers of
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SeriesAnswer(int protocol, List<Series> series, List<String> ranges) {

  /** Copies the lists; a missing one is empty. */
  public SeriesAnswer {
    series = series == null ? List.of() : List.copyOf(series);
    ranges = ranges == null ? List.of() : List.copyOf(ranges);
  }
}
