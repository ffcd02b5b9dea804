package io.tillstream.store.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tillstream.store.shop.Shop;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What is refused to a person at a browser is a page with plain words and a way back; programs get
 * their problem as everywhere else. Stateless.
 */
public final class ShowRefusals {

  private static final MediaType PAGE = MediaType.valueOf(MediaType.TEXT_HTML + ";charset=UTF-8");
  private static final Annotation[] NONE = {};

  private final Shop shop;

  ShowRefusals(Shop shop) {
    this.shop = shop;
  }

  @CheckedTemplate
  static final class Templates {

    private Templates() {}

    static native TemplateInstance refusal(String store, Refusal refusal);
  }

  /** Puts a page in the place of a problem. */
  @ServerResponseFilter
  public void show(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() >= 400
        && response.getEntity() instanceof Map<?, ?> problem
        && isOfTheConsole(request)
        && isForABrowser(request)) {
      Refusal refusal =
          Refusal.of(
              problem,
              !request.getMethod().equals(HttpMethod.GET),
              request.getHeaderString("Referer"));
      response.setEntity(Templates.refusal(shop.id().value(), refusal).render(), NONE, PAGE);
      response.getHeaders().putSingle("Content-Security-Policy", ConsoleResource.POLICY);
    }
  }

  private static boolean isOfTheConsole(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    return path.equals("/console") || path.startsWith("/console/");
  }

  private static boolean isForABrowser(ContainerRequestContext request) {
    String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
    return accepted != null && accepted.contains(MediaType.TEXT_HTML);
  }
}
