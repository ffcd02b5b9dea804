package io.tillstream.protocol.series;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tillstream.protocol.document.DocumentType;

/**
 * What a store grants a terminal for one series.
 *
 * @param type the kind of document
 * @param template how its numbers are written
 * @param series the name, where it is not the type's: {@code customer-offline}; else null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Series(DocumentType type, SeriesTemplate template, String series) {

  /** Of a name. */
  public static Series of(SeriesName name, SeriesTemplate template) {
    String type = name.type().toString();
    return new Series(name.type(), template, type.equals(name.toString()) ? null : name.toString());
  }

  /** The name on the wire, given or not. */
  @JsonIgnore
  public String name() {
    return series == null ? type.toString() : series;
  }
}
