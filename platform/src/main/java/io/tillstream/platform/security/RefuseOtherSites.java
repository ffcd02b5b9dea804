package io.tillstream.platform.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.platform.problem.RefuseEarly;
import io.tillstream.protocol.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * A browser in which an administrator has logged in sends the password along with whatever any web
 * page makes it send. So nothing may be changed from the pages of another site; programs that are
 * no browsers do not say which page they come from. Stateless.
 */
@Singleton
class RefuseOtherSites {

  // Before everything else.
  private static final int FIRST = 1000;

  private static final Set<HttpMethod> HARMLESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (HARMLESS.contains(request.method()) || !isOfAnotherSite(request)) {
      context.next();
      return;
    }
    RefuseEarly.answer(
        context,
        ProblemException.of(
            ProblemCode.NOT_PERMITTED,
            "the request comes from a page of another web site, and only this server's own pages may"
                + " change anything here"));
  }

  private static boolean isOfAnotherSite(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
        || (origin != null && !isSame(origin, request.authority()));
  }

  /**
   * Whether a page of this origin was served under this name.
   *
   * @param origin {@code http://host:port}, without a port that the scheme implies, or {@code null}
   *     in letters
   * @param host to whom the request is addressed, behind a trusted proxy the name in front of it;
   *     or null
   */
  static boolean isSame(String origin, HostAndPort host) {
    try {
      URI page = new URI(origin);
      int implied = "https".equals(page.getScheme()) ? 443 : 80;
      return host != null
          && page.getHost() != null
          && page.getHost().equalsIgnoreCase(host.host())
          && given(page.getPort(), implied) == given(host.port(), implied);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static int given(int port, int implied) {
    return port < 0 ? implied : port;
  }
}
