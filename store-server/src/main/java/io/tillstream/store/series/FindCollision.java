package io.tillstream.store.series;

import io.tillstream.protocol.identity.StoreId;
import io.tillstream.protocol.identity.TerminalId;
import io.tillstream.protocol.series.SeriesName;
import io.tillstream.protocol.series.SeriesTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a series that could print what a new template prints: any series of any terminal, by
 * any template that it ever had, because a terminal that is cut off still prints by it (I10). Pure.
 */
final class FindCollision {

  private final StoreId store;
  private final List<TerminalId> terminals;
  private final List<SeriesTemplates.Set> history;

  FindCollision(StoreId store, List<TerminalId> terminals, List<SeriesTemplates.Set> history) {
    this.store = store;
    this.terminals = terminals;
    this.history = history;
  }

  /**
   * The first one found, in words.
   *
   * @param affected the terminals that would print by the template
   */
  Optional<String> with(SeriesTemplate template, SeriesName series, List<TerminalId> affected) {
    for (TerminalId terminal : affected) {
      for (TerminalId other : terminals.contains(terminal) ? terminals : with(terminal)) {
        for (SeriesName name : SeriesName.values()) {
          boolean own = other.equals(terminal) && name == series;
          for (SeriesTemplate printed : everPrinted(other, name)) {
            if (own
                ? template.mayRepeat(printed, store, terminal)
                : template.mayPrintAs(printed, store, terminal, other)) {
              return Optional.of(
                  "on %s it could print a number that the series %s of %s prints by %s"
                      .formatted(terminal, name, other, printed));
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private List<TerminalId> with(TerminalId terminal) {
    List<TerminalId> all = new ArrayList<>(terminals);
    all.add(terminal);
    return all;
  }

  private List<SeriesTemplate> everPrinted(TerminalId terminal, SeriesName name) {
    List<SeriesTemplate> printed = new ArrayList<>();
    printed.add(name.standard());
    history.stream()
        .filter(set -> set.series() == name)
        .filter(
            set ->
                set.terminal().equals(SeriesTemplates.DEFAULT)
                    || set.terminal().equals(terminal.value()))
        .forEach(set -> printed.add(set.template()));
    return printed;
  }
}
