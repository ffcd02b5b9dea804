package io.tillstream.platform.http;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Refuses compressed bodies where a resource would take them for plain ones: what was gzip would be
 * refused as broken JSON, and nobody would guess why. Resources that decompress ask for the header.
 * Stateless.
 */
@Provider
public class RefuseEncodedBodies implements ContainerRequestFilter {

  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (encoding == null
        || encoding.isBlank()
        || encoding.strip().equalsIgnoreCase("identity")
        || decompresses(resource.getResourceMethod())) {
      return;
    }
    throw ProblemException.of(
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        "this path reads plain bodies, without Content-Encoding");
  }

  private static boolean decompresses(Method method) {
    return method != null
        && Arrays.stream(method.getParameters())
            .map(parameter -> parameter.getAnnotation(HeaderParam.class))
            .anyMatch(
                header ->
                    header != null
                        && header.value().equalsIgnoreCase(HttpHeaders.CONTENT_ENCODING));
  }
}
