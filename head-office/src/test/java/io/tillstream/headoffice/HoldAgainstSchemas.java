package io.tillstream.headoffice;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import io.tillstream.platform.schema.Schemas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.zip.GZIPInputStream;

/**
 * Holds everything that the tests' stores and jobs exchange with head office against docs/schema:
 * envelopes that were taken in, alone and in files, answers, receipts, pages of the feed, and
 * refusals. Stateless.
 */
final class HoldAgainstSchemas implements Filter {

  private static final int GZIP = 0x1f;

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expected,
      FilterContext context) {
    Response response = context.next(request, expected);
    String asked = request.getMethod() + " " + URI.create(request.getURI()).getPath();
    byte[] answer = response.asByteArray();
    if (response.contentType().startsWith("application/problem+json")) {
      Schemas.check("problem", answer);
    } else if (response.statusCode() == 200) {
      switch (asked) {
        case "POST /sync/v1/facts" -> {
          Schemas.checkLines("stream-header", "fact", plain(request.getBody()));
          Schemas.check("facts-answer", answer);
        }
        case "GET /sync/v1/facts/streams" -> Schemas.check("held-streams", answer);
        case "GET /sync/v1/facts/documents" -> Schemas.checkLines("stream-header", "fact", answer);
        case "POST /api/inbox/import" -> {
          Schemas.checkFactsFile(request.getBody());
          Schemas.check("facts-receipt", answer);
        }
        case "GET /feed/v1/facts" -> Schemas.checkLines("feed-header", "feed-fact", answer);
        default -> {}
      }
    }
    return response;
  }

  private static byte[] plain(byte[] body) {
    if (body.length == 0 || body[0] != GZIP) {
      return body;
    }
    try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return unzipped.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
