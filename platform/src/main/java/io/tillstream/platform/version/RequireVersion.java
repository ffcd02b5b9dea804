package io.tillstream.platform.version;

import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.protocol.wire.Protocol;
import io.tillstream.protocol.wire.Versions;

/**
 * Finds out in which version a caller wants to be answered. Whoever is too old or too new is told
 * what is accepted, so that a person knows which side to bring up to date. Pure; thread-safe.
 */
public final class RequireVersion {

  private RequireVersion() {}

  /**
   * The version that a body or the first line of a batch states.
   *
   * @return the same, which the answer states too
   * @throws ProblemException {@code protocol-not-supported}
   */
  public static int ofBody(int stated) {
    if (!Versions.isAccepted(stated)) {
      throw refused("protocol", Integer.toString(stated));
    }
    return stated;
  }

  /**
   * The version that the header of a request without a body states.
   *
   * @param stated the header's text, or null when it is absent
   * @throws ProblemException {@code protocol-not-supported}
   */
  public static int ofHeader(String stated) {
    return Versions.ofHeader(stated).orElseThrow(() -> refused(Protocol.VERSION_HEADER, stated));
  }

  private static ProblemException refused(String field, String stated) {
    // What was stated is not repeated: a header may hold anything.
    boolean number = stated.matches("-?[0-9]{1,10}");
    return ProblemException.of(
            ProblemCode.PROTOCOL_NOT_SUPPORTED,
            "this program speaks protocol %s, the caller %s"
                .formatted(Versions.accepted(), number ? stated : "no version of it"))
        .field(field, "must be " + Versions.accepted())
        .with("accepted", Versions.accepted());
  }
}
