package io.tillstream.endtoend.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Measures one kind of work. */
interface Measurement {

  /** What it is called in {@code --only}. */
  String name();

  /** Measures, with programs that the caller ends. */
  List<Figure> measure(Workplace workplace) throws IOException, InterruptedException, SQLException;
}
