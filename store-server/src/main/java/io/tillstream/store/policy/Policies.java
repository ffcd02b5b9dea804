package io.tillstream.store.policy;

import io.tillstream.protocol.policy.Policy;
import io.tillstream.store.shop.Shop;
import io.tillstream.store.writer.Writer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Reads policies as committed. Thread-safe. */
@Singleton
public class Policies {

  private static final String VERSIONS =
      "SELECT "
          + PolicyRows.COLUMNS
          + ", p.made_at_millis, p.made_by,"
          + " (SELECT COUNT(*) FROM case_policy_settled s WHERE s.name = p.name"
          + " AND s.version = p.version) FROM case_policy p";
  private static final String ORDER = " ORDER BY p.name, p.version";
  private static final String OF_NAME = VERSIONS + " WHERE p.name = ?" + ORDER;
  private static final String ALL = VERSIONS + ORDER;
  private static final String SWITCHES =
      "SELECT name, version, is_on, at_millis, switched_by FROM case_policy_switch"
          + " ORDER BY name, n";

  private final DataSource database;
  private final Writer writer;
  private final Shop shop;

  Policies(DataSource database, Writer writer, Shop shop) {
    this.database = database;
    this.writer = writer;
    this.shop = shop;
  }

  /** Those by which cases are settled now. */
  List<Policy> inForce() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return inForce(connection);
    }
  }

  private List<Policy> inForce(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PolicyRows.IN_FORCE)) {
      select.setString(1, writer.published().incarnation());
      try (ResultSet row = select.executeQuery()) {
        return PolicyRows.all(row);
      }
    }
  }

  /** A version; the newest one when none is named. */
  Optional<Policy> version(String name, Integer version) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(OF_NAME)) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return PolicyRows.all(row).stream()
            .filter(each -> version == null || each.version() == version)
            .reduce((one, later) -> later);
      }
    }
  }

  /** All of them with all versions, in the order of their names. */
  public List<ShownPolicy> all() throws SQLException {
    return shown(ALL, null);
  }

  /** The policy of this name. */
  public Optional<ShownPolicy> of(String name) throws SQLException {
    return shown(OF_NAME, name).stream().findFirst();
  }

  private List<ShownPolicy> shown(String sql, String name) throws SQLException {
    try (Connection connection = database.getConnection()) {
      Set<String> inForce = new HashSet<>();
      inForce(connection).forEach(each -> inForce.add(each.toString()));
      Map<String, List<ShownPolicy.Switched>> switches = switches(connection);
      Map<String, List<ShownPolicy.Version>> versions = new TreeMap<>();
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        if (name != null) {
          select.setString(1, name);
        }
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            Optional<Policy> policy = PolicyRows.policy(row);
            if (policy.isPresent()) {
              versions
                  .computeIfAbsent(policy.get().name(), n -> new ArrayList<>())
                  .add(shown(row, policy.get(), inForce, switches));
            }
          }
        }
      }
      List<ShownPolicy> all = new ArrayList<>();
      versions.forEach(
          (each, its) ->
              all.add(ShownPolicy.of(each, its, switches.getOrDefault(each, List.of()))));
      return all;
    }
  }

  private ShownPolicy.Version shown(
      ResultSet row,
      Policy policy,
      Set<String> inForce,
      Map<String, List<ShownPolicy.Switched>> switches)
      throws SQLException {
    boolean wasOn =
        switches.getOrDefault(policy.name(), List.of()).stream()
            .anyMatch(each -> each.version() == policy.version());
    String state = inForce.contains(policy.toString()) ? "on" : wasOn ? "off" : "draft";
    return ShownPolicy.Version.of(
        policy,
        shop.currency(),
        state,
        Instant.ofEpochMilli(row.getLong(11)),
        row.getString(12),
        row.getLong(13));
  }

  private static Map<String, List<ShownPolicy.Switched>> switches(Connection connection)
      throws SQLException {
    Map<String, List<ShownPolicy.Switched>> switches = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(SWITCHES);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        switches
            .computeIfAbsent(row.getString(1), n -> new ArrayList<>())
            .add(
                new ShownPolicy.Switched(
                    row.getInt(2),
                    row.getBoolean(3),
                    Instant.ofEpochMilli(row.getLong(4)).toString(),
                    row.getString(5)));
      }
    }
    return switches;
  }
}
