package io.tillstream.platform.http;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;

/**
 * Refuses what could not be answered, before it is done: a resource that does not say what it
 * produces would do its work first and find out then that the caller accepts no JSON. Stateless.
 */
@Provider
public class RefuseUnacceptable implements ContainerRequestFilter {

  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    if (method == null
        || method.getReturnType() == void.class
        || method.isAnnotationPresent(Produces.class)
        || method.getDeclaringClass().isAnnotationPresent(Produces.class)
        || acceptsJson(request)) {
      return;
    }
    throw ProblemException.of(ProblemCode.NOT_ACCEPTABLE, "this path answers in JSON");
  }

  private static boolean acceptsJson(ContainerRequestContext request) {
    try {
      return request.getAcceptableMediaTypes().stream()
          .anyMatch(MediaType.APPLICATION_JSON_TYPE::isCompatible);
    } catch (RuntimeException e) {
      return false; // not a list of media types at all
    }
  }
}
