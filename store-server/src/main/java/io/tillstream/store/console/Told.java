package io.tillstream.store.console;

import io.tillstream.platform.problem.ProblemException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What a page says above its forms when something was refused that was typed into them; what was
 * typed is in them still.
 *
 * @param status of the answer
 * @param says what is wrong and what became of it, in sentences
 * @param faults what is wrong with single fields, where it is more than one
 * @param field the first that is wrong, or empty
 */
record Told(int status, String says, List<String> faults, String field) {

  private static final MediaType PAGE = MediaType.valueOf(MediaType.TEXT_HTML + ";charset=UTF-8");

  /**
   * A refusal.
   *
   * @param andSo what became of it
   */
  static Told of(ProblemException refused, String andSo) {
    boolean areSeveral = refused.errors().size() > 1;
    String says =
        areSeveral
            ? refused.code().title() + "."
            : Refusal.sentence(ShopTime.inShopTime(refused.getMessage()));
    return new Told(
        refused.code().status(),
        says + " " + andSo,
        areSeveral ? Refusal.faults(refused.errors()) : List.of(),
        refused.errors().isEmpty() ? "" : refused.errors().getFirst().field());
  }

  /** Somebody else was quicker. */
  static Told conflict(String says) {
    return new Told(RestResponse.Status.CONFLICT.getStatusCode(), says, List.of(), "");
  }

  /** The page that says it. */
  RestResponse<String> on(String page) {
    return RestResponse.ResponseBuilder.<String>create(status)
        .entity(page)
        .type(PAGE)
        .header("Content-Security-Policy", ConsoleResource.POLICY)
        .build();
  }
}
