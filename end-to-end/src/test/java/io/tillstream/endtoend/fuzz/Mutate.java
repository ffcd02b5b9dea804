package io.tillstream.endtoend.fuzz;

import io.tillstream.endtoend.fuzz.Request.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Spoils a request in one to three ways; the same seed spoils it in the same ways. */
final class Mutate {

  private static final int WAYS_MAX = 3;

  /** Beyond this the HTTP layer may answer by itself, without saying much. */
  private static final int HEADERS_CHARACTERS_LEGIBLE = 60_000;

  private static final int BODY_BYTES_LEGIBLE = 16 * 1024 * 1024;

  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "FOO", "get");

  private final SplittableRandom random;
  private final List<String> credentials;
  private final List<String> how = new ArrayList<>();
  private boolean legible = true;

  private Mutate(SplittableRandom random, List<String> credentials) {
    this.random = random;
    this.credentials = credentials;
  }

  /**
   * Spoils.
   *
   * @param credentials values of Authorization that are not this request's own
   */
  static Mutant of(Request valid, List<String> credentials, SplittableRandom random) {
    Mutate mutate = new Mutate(random, credentials);
    Request spoiled = valid;
    for (int ways = 1 + random.nextInt(WAYS_MAX); ways > 0; ways--) {
      spoiled = mutate.once(spoiled);
    }
    return new Mutant(
        spoiled,
        mutate.how,
        mutate.legible
            && size(spoiled) < HEADERS_CHARACTERS_LEGIBLE
            && spoiled.body().length < BODY_BYTES_LEGIBLE);
  }

  private static int size(Request request) {
    return request.headers().stream().mapToInt(h -> h.name().length() + h.value().length()).sum();
  }

  private Request once(Request request) {
    int chance = random.nextInt(100);
    if (request.body().length > 0 && chance < 55) {
      return body(request);
    }
    if (chance < 65) {
      return credential(request);
    }
    if (chance < 80) {
      return header(request);
    }
    if (chance < 94) {
      SpoilTarget target = new SpoilTarget(random);
      Request spoiled = request.to(request.method(), target.of(request.target()));
      legible &= target.isLegible();
      how.add(target.how());
      return spoiled;
    }
    String method = METHODS.get(random.nextInt(METHODS.size()));
    how.add("method " + method);
    return request.to(method, request.target());
  }

  private Request body(Request request) {
    SpoilBody spoil = new SpoilBody(random);
    Request spoiled = spoil.of(request);
    legible &= spoiled.states();
    how.add(spoil.how());
    return spoiled;
  }

  private Request credential(Request request) {
    int which = random.nextInt(credentials.size() + 5);
    if (which < credentials.size()) {
      how.add("another's credential");
      return request.with("Authorization", credentials.get(which));
    }
    String odd =
        switch (which - credentials.size()) {
          case 0 -> null;
          case 1 -> "Bearer";
          case 2 -> "Bearer " + "A".repeat(random.nextInt(4_000));
          case 3 -> "Basic ÿÿ" + random.nextInt();
          default -> "Basic " + "Og==".repeat(random.nextInt(9));
        };
    how.add("credential " + (odd == null ? "left out" : odd.split(" ", -1)[0]));
    return request.with("Authorization", odd);
  }

  private Request header(Request request) {
    int which = random.nextInt(16);
    how.add("header " + which);
    return switch (which) {
      case 0 -> request.with("Content-Type", odd());
      case 1 -> request.with("Content-Type", null);
      case 2 -> request.with("Content-Type", "application/json; charset=utf-16");
      case 3 -> request.with("Accept", odd());
      case 4 -> request.with("Host", odd());
      case 5 -> request.with("Origin", "https://" + odd());
      case 6 -> request.with("Range", "bytes=" + odd());
      case 7 -> request.with("Tillstream-Protocol", odd());
      case 8 -> request.with("Tillstream-Pending", odd());
      case 9 -> request.with("Tillstream-Oldest-Pending", odd());
      case 10 -> request.with("Tillstream-Agent-Version", odd());
      case 11 -> request.with("If-None-Match", odd()).with("If-Range", odd());
      case 12 -> request.with("Cookie", "a=" + "b".repeat(random.nextInt(30_000)));
      case 13 -> {
        List<Header> many = new ArrayList<>(request.headers());
        for (int i = random.nextInt(150); i > 0; i--) {
          many.add(new Header("X-Odd-" + i, odd()));
        }
        yield request.with(many);
      }
      case 14 -> request.with("Expect", random.nextBoolean() ? "100-continue" : odd());
      default -> {
        legible = false;
        yield random.nextBoolean()
            ? request.stating("Content-Length", odd())
            : request.stating("Transfer-Encoding", "chunked");
      }
    };
  }

  private String odd() {
    return Odd.header(random);
  }
}
