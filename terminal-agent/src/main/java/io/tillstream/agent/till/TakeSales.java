package io.tillstream.agent.till;

import io.tillstream.platform.problem.RefuseEarly;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * The short way of the one request that a customer waits for: finding out which resource answers
 * it, and with what, costs nearly as much as the journal. It begins after everything that refuses
 * strangers, odd headers and large bodies. A sale that is asked for in any but the ordinary form
 * goes on to {@link TillResource}, and is answered alike. Stateless.
 */
@Singleton
class TakeSales {

  private static final String PATH = "/v1/sales";

  // Filters come in the descending order of their numbers, which is the ascending one of routes;
  // the last that is to come before has 900.
  private static final int AFTER_LARGE_BODIES = -850;

  private static final String JSON = "application/json";
  private static final Set<String> ACCEPTED = Set.of(JSON, "*/*", "application/json, */*");

  private final TillResource till;

  TakeSales(TillResource till) {
    this.till = till;
  }

  void register(@Observes Router router) {
    router.post(PATH).order(AFTER_LARGE_BODIES).handler(this::take);
  }

  private void take(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (isOrdinary(request)) {
      request.bodyHandler(body -> answer(context, body));
      request.resume();
    } else {
      context.next();
    }
  }

  private static boolean isOrdinary(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return PATH.equals(request.path())
        && type != null
        && (type.equals(JSON) || type.startsWith(JSON + ";"))
        && (accept == null || ACCEPTED.contains(accept))
        // The length that is stated was compared with the limit; no more than that is read.
        && request.headers().contains(HttpHeaders.CONTENT_LENGTH)
        && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        && !request.headers().contains(HttpHeaders.CONTENT_ENCODING)
        && !request.headers().contains(HttpHeaders.EXPECT);
  }

  private void answer(RoutingContext context, Buffer body) {
    TillResource.Answer answer;
    try {
      answer = till.answeredSale(body.getBytes());
    } catch (RuntimeException | Error e) { // the memory may be exhausted, which ends nobody else
      RefuseEarly.answer(context, e);
      return;
    }
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .end(Buffer.buffer(answer.body()));
  }
}
