package io.tillstream.protocol.problem;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One thing that is wrong with a request.
 *
 * @param line the line of a file, from 1, or null where there are no lines
 * @param field the path of the field: {@code lines[0].quantity}
 * @param detail why, in words for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FieldError(Integer line, String field, String detail) {

  /** A fault in a JSON body. */
  public FieldError(String field, String detail) {
    this(null, field, detail);
  }
}
