package io.tillstream.platform.http;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses bodies over the limit: at once when the sender states the length, else as soon as the
 * bytes run over. Stateless.
 */
@Provider
public class LimitBody implements ContainerRequestFilter, ReaderInterceptor {

  private static final String LIMIT = LimitBody.class.getName();

  private final long bytesMaxDefault;

  @Context ResourceInfo resource;

  /**
   * Takes the limit for resources that state none.
   *
   * @param bytesMaxDefault bytes
   */
  public LimitBody(
      @ConfigProperty(name = "tillstream.http.body-max-bytes", defaultValue = "1048576")
          long bytesMaxDefault) {
    this.bytesMaxDefault = bytesMaxDefault;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    BodyLimit own =
        resource.getResourceMethod() == null
            ? null
            : resource.getResourceMethod().getAnnotation(BodyLimit.class);
    long bytesMax = own == null ? bytesMaxDefault : own.bytesMax();
    request.setProperty(LIMIT, bytesMax);
    String stated = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (stated != null && (stated.length() > 18 || Long.parseLong(stated) > bytesMax)) {
      throw tooLarge(bytesMax);
    }
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (context.getProperty(LIMIT) instanceof Long bytesMax) {
      context.setInputStream(new BoundedStream(context.getInputStream(), bytesMax));
    }
    return context.proceed();
  }

  static ProblemException tooLarge(long bytesMax) {
    return ProblemException.of(
            ProblemCode.BODY_TOO_LARGE, "the body is over the limit of " + bytesMax + " bytes")
        .with("limitBytes", bytesMax);
  }
}
