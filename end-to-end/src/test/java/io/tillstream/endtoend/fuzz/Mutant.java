package io.tillstream.endtoend.fuzz;

import java.util.List;

/**
 * A spoiled request.
 *
 * @param request what is sent
 * @param how what was done to it, for a person
 * @param legible whether it still is HTTP/1.1 within the limits of the HTTP layer, so that it must
 *     be answered, and refused in problem+json
 */
record Mutant(Request request, List<String> how, boolean legible) {

  Mutant {
    how = List.copyOf(how);
  }
}
