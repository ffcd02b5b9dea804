package io.tillstream.protocol.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Which stock conflict a settlement decides on. Kind and choice are texts, because whoever passes a
 * document on need not know every kind.
 *
 * @param number the case's, within its store
 * @param kind what kind of conflict
 * @param subject what it is about: an item, a serial number
 * @param choice what was chosen
 * @param by who chose
 * @param documents those that the case named then; they open no other case of this kind and subject
 * @param expects goods that the store counts on since then, or null
 * @param corrects the document that another one turns round, or null
 * @param count the count that was begun, or null
 * @param rule the policy that chose, where no person did; else null
 * @param version of that policy; else null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SettledCase(
    String number,
    String kind,
    String subject,
    String choice,
    String by,
    List<String> documents,
    ExpectedGoods expects,
    String corrects,
    String count,
    String rule,
    Integer version) {

  /** A person's. */
  public SettledCase(
      String number,
      String kind,
      String subject,
      String choice,
      String by,
      List<String> documents,
      ExpectedGoods expects,
      String corrects,
      String count) {
    this(number, kind, subject, choice, by, documents, expects, corrects, count, null, null);
  }

  /** The same, chosen by a version of a policy. */
  public SettledCase byPolicy(String name, int number) {
    return new SettledCase(
        this.number, kind, subject, choice, by, documents, expects, corrects, count, name, number);
  }

  /** Copies the list; a missing one is empty. */
  public SettledCase {
    documents = documents == null ? List.of() : List.copyOf(documents);
  }

  /** A decision after which nothing is to come. */
  public SettledCase(
      String number,
      String kind,
      String subject,
      String choice,
      String by,
      List<String> documents) {
    this(number, kind, subject, choice, by, documents, null, null, null);
  }
}
