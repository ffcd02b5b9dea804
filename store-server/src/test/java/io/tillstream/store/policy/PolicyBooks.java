package io.tillstream.store.policy;

import io.tillstream.protocol.conflict.CaseKind;
import io.tillstream.protocol.conflict.Choice;
import io.tillstream.protocol.money.Quantity;
import io.tillstream.protocol.policy.Range;
import io.tillstream.protocol.policy.Rule;
import io.tillstream.store.H2Books;
import io.tillstream.store.conflict.ShopWithCases;
import io.tillstream.store.incarnation.Restoration;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Books with cases and policies, and a clock that can be put forward. */
final class PolicyBooks {

  private final H2Books books;
  final ShopWithCases shop;
  private Duration later = Duration.ZERO;

  PolicyBooks(H2Books books) {
    this.books = books;
    shop = new ShopWithCases(books);
  }

  void waits(Duration time) {
    later = later.plus(time);
  }

  private Clock clock() {
    return Clock.offset(Clock.system(ZoneOffset.UTC), later);
  }

  Policies policies() {
    return new Policies(books.database(), books.writer(), H2Books.SHOP);
  }

  /** One pass over the open cases. */
  int apply() throws SQLException {
    return new ApplyPolicies(
            () -> Duration.ofHours(1),
            policies(),
            shop.cases(),
            H2Books.SHOP,
            books.writer(),
            restoration(),
            clock())
        .now();
  }

  private Restoration restoration() {
    return books.restoration() != null
        ? books.restoration()
        : new Restoration(books.writer(), H2Books.SHOP, books.database(), books::witness, clock());
  }

  ShownDryRun tries(String name) throws SQLException {
    return new DryRun(policies(), shop.cases(), H2Books.SHOP, clock()).of(name, null, 30);
  }

  int writes(String name, Rule rule) {
    return ((MakeVersion.Answer.Made) books.write(new MakeVersion(name, rule, "Ann"))).version();
  }

  SwitchPolicy.Answer switches(String name, int version, boolean isOn) {
    return books.write(new SwitchPolicy(name, version, isOn, "Ann"));
  }

  /** Written and switched on. */
  int inForce(String name, Rule rule) {
    int version = writes(name, rule);
    switches(name, version, true);
    return version;
  }

  void price(String item, String group, long tenThousandths) throws SQLException {
    books.run(
        "INSERT INTO price (item, unit_price_ten_thousandths) VALUES ('%s', %d)"
            .formatted(item, tenThousandths));
    if (group != null) {
      books.run(
          "INSERT INTO item_group (item, item_group) VALUES ('%s', '%s')".formatted(item, group));
    }
  }

  /** Subject, state, and which version of which policy settled each case, where one did. */
  List<String> cases() throws SQLException {
    return books
        .ask(
            "SELECT k.subject, k.state, COALESCE(s.name, '-'), COALESCE(s.version, 0)"
                + " FROM conflict_case k LEFT JOIN case_policy_settled s"
                + " ON s.settlement_seq = k.closed_by_seq ORDER BY k.id")
        .stream()
        .map(
            row ->
                row.endsWith(" - 0")
                    ? row.replace(" - 0", "")
                    : row.replace("settled ", "settled by "))
        .toList();
  }

  /** How many settlements name each case. */
  List<String> settlements() throws SQLException {
    return books.ask(
        "SELECT reference, COUNT(*) FROM document WHERE type = 'case-settlement'"
            + " GROUP BY reference ORDER BY reference");
  }

  static Rule few(Choice choice, int atMost, String... groups) {
    return new Rule(
        CaseKind.OVERSELL,
        new TreeSet<>(List.of(groups)),
        Range.of(null, Quantity.ofUnits(atMost)),
        Range.ANY,
        Duration.ZERO,
        choice);
  }

  static Rule many(Choice choice, int moreThan) {
    return new Rule(
        CaseKind.OVERSELL,
        new TreeSet<>(),
        Range.of(Quantity.ofUnits(moreThan), null),
        Range.ANY,
        Duration.ZERO,
        choice);
  }

  static Rule after(Duration age, Choice choice) {
    return new Rule(CaseKind.OVERSELL, new TreeSet<>(), Range.ANY, Range.ANY, age, choice);
  }

  static Rule cheap(Choice choice, long atMostMinor) {
    return new Rule(
        CaseKind.OVERSELL,
        new TreeSet<>(),
        Range.ANY,
        new Range(null, atMostMinor),
        Duration.ZERO,
        choice);
  }

  static List<String> said(ShownDryRun run) {
    return run.cases().stream()
        .map(each -> each.subject() + " " + each.when() + " " + each.choice())
        .collect(Collectors.toList());
  }
}
