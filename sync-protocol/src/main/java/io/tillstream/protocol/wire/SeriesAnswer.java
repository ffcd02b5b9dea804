package io.tillstream.protocol.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.series.Series;
import java.util.List;

/**
 * What a terminal may number by from now on.
 *
 * @param protocol the store's protocol version
 * @param series one for each series of a terminal
 * @param ranges the shared ranges that it may lease numbers of
 * @param scarce true when there are scarce items, of which it sells what is leased to it; else null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SeriesAnswer(int protocol, List<Series> series, List<String> ranges, Boolean scarce) {

  /** Copies the lists; a missing one is empty. */
  public SeriesAnswer {
    series = series == null ? List.of() : List.copyOf(series);
    ranges = ranges == null ? List.of() : List.copyOf(ranges);
  }
}
