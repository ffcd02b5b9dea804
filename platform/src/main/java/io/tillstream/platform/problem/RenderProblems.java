package io.tillstream.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.tillstream.protocol.problem.ProblemCode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where a refusal or a fault becomes {@code application/problem+json}. Stateless. */
public final class RenderProblems {

  /** The media type of RFC 9457. */
  public static final String PROBLEM_JSON = "application/problem+json";

  private static final Logger LOG = Logger.getLogger(RenderProblems.class);

  /** A feature refused. */
  @ServerExceptionMapper
  public Response refused(ProblemException problem) {
    Response.ResponseBuilder response =
        Response.status(problem.code().status())
            .type(MediaType.valueOf(PROBLEM_JSON))
            .entity(ProblemBody.of(problem));
    if (problem.retryAfter() != null) {
      response.header(HttpHeaders.RETRY_AFTER, problem.retryAfter().plusMillis(999).toSeconds());
    }
    return response.build();
  }

  /** A body of the wrong shape; Quarkus has a mapper of its own for this class, hence ours. */
  @ServerExceptionMapper
  public Response mismatched(MismatchedInputException fault) {
    return refused(ReadJacksonFault.of(fault));
  }

  /** A body that is no JSON. */
  @ServerExceptionMapper
  public Response unreadable(JsonProcessingException fault) {
    return refused(ReadJacksonFault.of(fault));
  }

  /** No credential, where one is needed. */
  @ServerExceptionMapper
  public Response unauthorized(UnauthorizedException e, UriInfo uri) {
    return challenge(
        ProblemException.of(ProblemCode.NOT_AUTHENTICATED, "a credential is needed here"), uri);
  }

  /** A credential that is not valid (any more). */
  @ServerExceptionMapper
  public Response authenticationFailed(AuthenticationFailedException e, UriInfo uri) {
    return challenge(
        e.getCause() instanceof ProblemException problem
            ? problem
            : ProblemException.of(ProblemCode.NOT_AUTHENTICATED, "the credential is not valid"),
        uri);
  }

  /** A valid credential for something else. */
  @ServerExceptionMapper
  public Response forbidden(ForbiddenException e) {
    return refused(
        ProblemException.of(ProblemCode.NOT_PERMITTED, "this credential does not permit this"));
  }

  /** What the HTTP layer refuses: no such path, wrong method, wrong media type. */
  @ServerExceptionMapper
  public Response http(WebApplicationException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException problem) {
        return refused(problem);
      }
      if (cause instanceof JsonProcessingException fault) {
        return refused(ReadJacksonFault.of(fault));
      }
    }
    int status = e.getResponse().getStatus();
    return switch (status) {
      case 404 ->
          refused(ProblemException.of(ProblemCode.NOT_FOUND, "nothing is served at this path"));
      case 405 ->
          refused(
              ProblemException.of(
                  ProblemCode.METHOD_NOT_ALLOWED, "this path does not take this method"));
      case 406 ->
          refused(
              ProblemException.of(
                  ProblemCode.NOT_ACCEPTABLE, "this path cannot answer in the types accepted"));
      case 413 ->
          refused(ProblemException.of(ProblemCode.BODY_TOO_LARGE, "the body is over the limit"));
      case 415 ->
          refused(
              ProblemException.of(
                  ProblemCode.UNSUPPORTED_MEDIA_TYPE, "this path does not read this media type"));
      default ->
          status >= 400 && status < 500
              ? refused(
                  ProblemException.of(ProblemCode.MALFORMED_BODY, "the request cannot be read"))
              : status < 400 ? e.getResponse() : failed(e);
    };
  }

  /** A fault of ours: the caller learns an id, the log learns the rest. */
  @ServerExceptionMapper
  public Response failed(Throwable fault) {
    return refused(problem(fault));
  }

  /** What the caller is told of anything that was thrown; a fault of ours is logged. */
  static ProblemException problem(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException problem) {
        return problem;
      }
    }
    UUID id = UUID.randomUUID();
    LOG.errorf(fault, "Request failed; told the caller to look for %s", id);
    return ProblemException.of(
        ProblemCode.INTERNAL, "the request failed; the log knows more under " + id);
  }

  private Response challenge(ProblemException problem, UriInfo uri) {
    // Machines send a bearer credential; only a person's browser is to be asked for a password.
    String scheme = uri.getPath().startsWith("/sync/") ? "Bearer" : "Basic";
    return Response.fromResponse(refused(problem))
        .header(HttpHeaders.WWW_AUTHENTICATE, scheme + " realm=\"Tillstream\"")
        .build();
  }
}
