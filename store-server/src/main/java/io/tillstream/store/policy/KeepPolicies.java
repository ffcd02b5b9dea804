package io.tillstream.store.policy;

import io.tillstream.platform.problem.Faults;
import io.tillstream.platform.problem.ProblemException;
import io.tillstream.protocol.policy.Policy;
import io.tillstream.protocol.policy.Rule;
import io.tillstream.protocol.problem.ProblemCode;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Brings what people say of policies before the writer, from the API and the console. Thread-safe.
 */
@Singleton
public class KeepPolicies {

  private final Writer writer;
  private final Shop shop;
  private final ApplyPolicies apply;

  KeepPolicies(Writer writer, Shop shop, ApplyPolicies apply) {
    this.writer = writer;
    this.shop = shop;
    this.apply = apply;
  }

  /**
   * What was written.
   *
   * @param name of the policy
   * @param version which version
   * @param isNew whether it was not there before
   */
  public record Written(String name, int version, boolean isNew) {}

  /**
   * Writes another version of a policy, which settles nothing until it is switched on.
   *
   * @throws ProblemException when it cannot be; then nothing was changed
   */
  public Written write(PolicyBody body) {
    if (body == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    Faults faults = new Faults();
    ReadPolicy read = new ReadPolicy(faults, shop.currency());
    String name = read.name(body.name());
    Rule rule = read.rule(body);
    String by = read.by(body.by());
    faults.throwIfAny();
    return switch (writer.ask(new MakeVersion(name, rule, by))) {
      case MakeVersion.Answer.Made(int version, boolean isNew) -> new Written(name, version, isNew);
      case MakeVersion.Answer.TooMany(String what) ->
          throw ProblemException.of(ProblemCode.INVALID_FIELD, "there are " + what + " already")
              .field("name", "there are " + what + " already");
    };
  }

  /**
   * Switches a policy on or off.
   *
   * @throws ProblemException when it cannot be; then nothing was changed
   */
  public void turn(String name, SwitchBody body) {
    if (body == null) {
      throw ProblemException.of(ProblemCode.MALFORMED_BODY, "the body is empty");
    }
    Faults faults = new Faults();
    String by = new ReadPolicy(faults, shop.currency()).by(body.by());
    if (body.version() == null) {
      faults.add(ProblemCode.INVALID_FIELD, "version", "is missing");
    }
    if (body.on() == null) {
      faults.add(ProblemCode.INVALID_FIELD, "on", "must be true or false");
    }
    faults.throwIfAny();
    switch (writer.ask(new SwitchPolicy(name, body.version(), body.on(), by))) {
      case SwitchPolicy.Answer.Switched switched -> apply.soon();
      case SwitchPolicy.Answer.Unknown unknown -> throw unknown(name, body.version());
      case SwitchPolicy.Answer.Contradicts(Policy policy, List<Policy> others) ->
          throw ProblemException.of(
              ProblemCode.POLICY_CONTRADICTS,
              "%s (%s) and %s settle some of the same cases differently; switch the other off, or"
                      .formatted(policy, policy.rule().says(shop.currency()), said(others))
                  + " write a version of one that leaves these cases to the other");
    }
  }

  private String said(List<Policy> others) {
    return others.stream()
        .map(each -> "%s (%s)".formatted(each, each.rule().says(shop.currency())))
        .collect(Collectors.joining(", "));
  }

  static ProblemException unknown(String name, Integer version) {
    return ProblemException.of(
        ProblemCode.NOT_FOUND,
        version == null
            ? "there is no policy '%s'".formatted(name)
            : "there is no version %d of a policy '%s'".formatted(version, name));
  }
}
