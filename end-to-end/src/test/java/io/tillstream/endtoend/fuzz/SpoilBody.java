package io.tillstream.endtoend.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Spoils the body of one request; what was compressed is compressed again. */
final class SpoilBody {

  private static final Pattern VALUE =
      Pattern.compile("(?<=:)(?:\"(?:[^\"\\\\]++|\\\\.)*+\"|-?[0-9][0-9.eE+-]*|true|false|null)");
  private static final Pattern NAME = Pattern.compile("\"[A-Za-z]+\"(?=:)");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private static final int BOMB_BYTES = 64 * 1024 * 1024;
  private static final int OVERSIZED_BYTES = 9 * 1024 * 1024;
  private static final byte[] BOMB = gzip(new byte[BOMB_BYTES]);

  private final SplittableRandom random;
  private String how;

  SpoilBody(SplittableRandom random) {
    this.random = random;
  }

  String how() {
    return how;
  }

  Request of(Request request) {
    if (random.nextInt(400) == 0) {
      how = "gzip bomb";
      return request.with("Content-Encoding", "gzip").with(BOMB);
    }
    if (random.nextInt(800) == 0) {
      how = "oversized";
      byte[] large = new byte[OVERSIZED_BYTES];
      Arrays.fill(large, (byte) ' ');
      return request.with("Content-Encoding", null).with(large);
    }
    byte[] plain = request.isGzip() ? unzipped(request.body()) : request.body();
    if (random.nextInt(12) == 0) {
      return encoding(request, plain);
    }
    byte[] spoiled = random.nextInt(3) == 0 ? bytes(plain) : text(plain);
    return request.with(request.isGzip() ? gzip(spoiled) : spoiled);
  }

  private Request encoding(Request request, byte[] plain) {
    int which = random.nextInt(7);
    how = "encoding " + which;
    return switch (which) {
      case 0 -> request.with("Content-Encoding", "gzip").with(plain);
      case 1 -> request.with("Content-Encoding", null).with(gzip(plain));
      case 2 -> request.with("Content-Encoding", "gzip").with(half(gzip(plain)));
      case 3 -> request.with("Content-Encoding", "gzip").with(gzip(gzip(plain)));
      case 4 -> request.with("Content-Encoding", "deflate").with(plain);
      case 5 -> request.with("Content-Encoding", Odd.header(random)).with(plain);
      default -> request.with("Content-Encoding", "gzip").with(new byte[0]);
    };
  }

  private byte[] bytes(byte[] body) {
    int which = random.nextInt(8);
    how = "bytes " + which;
    int at = random.nextInt(Math.max(1, body.length));
    int to = Math.min(body.length, at + 1 + random.nextInt(64));
    byte[] some = new byte[1 + random.nextInt(40)];
    random.nextBytes(some);
    return switch (which) {
      case 0 -> Arrays.copyOf(body, at);
      case 1 -> Arrays.copyOfRange(body, at, body.length);
      case 2 -> {
        byte[] flipped = body.clone();
        if (flipped.length > 0) {
          flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        yield flipped;
      }
      case 3 -> joined(Arrays.copyOf(body, at), some, Arrays.copyOfRange(body, at, body.length));
      case 4 -> joined(Arrays.copyOf(body, at), Arrays.copyOfRange(body, to, body.length));
      case 5 -> joined(body, body);
      case 6 -> some;
      default -> new byte[0];
    };
  }

  private byte[] text(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    int which = random.nextInt(12);
    how = "text " + which;
    String spoiled =
        switch (which) {
          case 0, 1, 2, 3, 4 -> replaced(text, VALUE, Odd.json(random));
          case 5 -> replaced(text, NAME, "\"nobodyKnowsThis\"");
          case 6 -> replaced(text, HASH, "0123456789abcdef".repeat(4));
          case 7 -> replaced(text, VALUE, "[".repeat(1 + random.nextInt(60_000)));
          case 8 -> "{\"a\":".repeat(1 + random.nextInt(20_000)) + text;
          case 9 -> lines(text);
          case 10 -> "\ufeff" + text;
          default -> text.replace("}", random.nextBoolean() ? "]" : ",}");
        };
    return spoiled.getBytes(StandardCharsets.UTF_8);
  }

  private String replaced(String text, Pattern what, String by) {
    List<MatchResult> found = what.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text + by;
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    return text.substring(0, one.start()) + by + text.substring(one.end());
  }

  // Another order, a line twice, a line less.
  private String lines(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      return "\n\n";
    }
    int one = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    switch (random.nextInt(3)) {
      case 0 -> lines.set(other, lines.set(one, lines.get(other)));
      case 1 -> lines.add(one, lines.get(other));
      default -> lines.remove(one);
    }
    return String.join("\n", lines) + "\n";
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] unzipped(byte[] packed) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return gzip.readNBytes(BOMB_BYTES);
    } catch (IOException e) {
      return packed; // spoiled before
    }
  }
}
