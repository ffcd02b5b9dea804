package io.tillstream.headoffice.reference;

import io.tillstream.headoffice.database.Database;
import io.tillstream.protocol.layer.LayeredTable;
import io.tillstream.protocol.layer.RowName;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says something in a scope: rows, log and head in one transaction. What is said already is neither
 * written nor logged. All of it, or, when rows name others that nobody speaks of, nothing.
 * Thread-safe.
 */
@Singleton
class WriteReference {

  private static final String FIND =
      "SELECT payload FROM reference_row WHERE scope = ? AND entity = ? AND row_key = ?";
  private static final String CHILDREN =
      "SELECT row_key FROM reference_row WHERE scope = ? AND entity = ? AND parent = ?";
  private static final String NAMED_ANYWHERE =
      "SELECT MIN(row_key) FROM reference_row WHERE entity = ? AND parent = ?";
  private static final String INSERT =
      "INSERT INTO reference_row (bucket, parent, payload, scope, entity, row_key)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE reference_row SET bucket = ?, parent = ?, payload = ?"
          + " WHERE scope = ? AND entity = ? AND row_key = ?";
  private static final String DELETE =
      "DELETE FROM reference_row WHERE scope = ? AND entity = ? AND row_key = ?";

  private final Database database;
  private final Scopes scopes;
  private final Clock clock;

  WriteReference(Database database, Scopes scopes, Clock clock) {
    this.database = database;
    this.scopes = scopes;
    this.clock = clock;
  }

  /** What became of it. */
  sealed interface Outcome {

    /**
     * It is said.
     *
     * @param changed how many rows are another now, those that went with their item included
     * @param seq of the scope's last change
     */
    record Said(int changed, long seq) implements Outcome {}

    /**
     * Rows name others of which neither the chain nor this scope speaks, or take away a tax code
     * that items name; nothing was changed.
     *
     * @param faults by place in the request
     */
    record Unfit(Map<Integer, String> faults) implements Outcome {}
  }

  /** Says it. */
  Outcome say(Scope scope, List<Change> changes) throws SQLException {
    scopes.begin(Scope.CHAIN);
    scopes.begin(scope);
    return database.durably(
        connection -> {
          // The chain first, whatever is written: rows of other scopes name rows of the chain.
          ScopeLog.hold(connection, Scope.CHAIN);
          if (!scope.equals(Scope.CHAIN)) {
            ScopeLog.hold(connection, scope);
          }
          return new Writing(connection, scope, clock.millis()).say(changes);
        });
  }

  /** One transaction. */
  private static final class Writing {

    private final Connection connection;
    private final Scope scope;
    private final long nowMillis;
    private final Map<RowName, Change> said = new LinkedHashMap<>();

    Writing(Connection connection, Scope scope, long nowMillis) {
      this.connection = connection;
      this.scope = scope;
      this.nowMillis = nowMillis;
    }

    Outcome say(List<Change> changes) throws SQLException {
      changes.forEach(change -> said.put(name(change), change));
      Map<Integer, String> faults = new LinkedHashMap<>();
      for (Change change : changes) {
        fault(change).ifPresent(fault -> faults.put(change.place(), fault));
      }
      if (!faults.isEmpty()) {
        return new Outcome.Unfit(faults);
      }
      for (Change change : changes) {
        withItsItem(change);
      }
      try (ScopeLog log = ScopeLog.of(connection, scope, nowMillis);
          PreparedStatement find = connection.prepareStatement(FIND);
          PreparedStatement insert = connection.prepareStatement(INSERT);
          PreparedStatement update = connection.prepareStatement(UPDATE);
          PreparedStatement delete = connection.prepareStatement(DELETE)) {
        int changed = 0;
        for (Change change : ordered()) {
          Optional<LayerRows.Image> before = image(find, scope, change);
          Optional<LayerRows.Image> after =
              change.entry().map(entry -> new LayerRows.Image(Images.of(entry)));
          if (before.equals(after)) {
            continue;
          }
          changed++;
          log.append(name(change), change.entry());
          write(before.isEmpty() ? insert : update, delete, change);
        }
        return new Outcome.Said(changed, log.end());
      }
    }

    /** Rows come after those that they name, and go before them. */
    private List<Change> ordered() {
      List<Change> ordered = new ArrayList<>();
      for (LayeredTable table : LayeredTable.values()) {
        said.values().stream()
            .filter(change -> change.table() == table && change.entry().isPresent())
            .forEach(ordered::add);
      }
      for (LayeredTable table : List.of(LayeredTable.values()).reversed()) {
        said.values().stream()
            .filter(change -> change.table() == table && change.entry().isEmpty())
            .forEach(ordered::add);
      }
      return ordered;
    }

    /** An item that is taken away takes its price and barcodes with it. */
    private void withItsItem(Change change) throws SQLException {
      if (change.table() != LayeredTable.ITEM || change.entry().isPresent()) {
        return;
      }
      for (LayeredTable table : List.of(LayeredTable.BARCODE, LayeredTable.PRICE)) {
        try (PreparedStatement select = connection.prepareStatement(CHILDREN)) {
          select.setString(1, scope.name());
          select.setString(2, table.toString());
          select.setString(3, change.key());
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              Change gone = new Change(change.place(), table, row.getString(1), Optional.empty());
              said.putIfAbsent(name(gone), gone);
            }
          }
        }
      }
    }

    private Optional<String> fault(Change change) throws SQLException {
      if (change.parent().isPresent() && !isSpokenOf(change.parentTable(), change.parent().get())) {
        return Optional.of(
            "there is no %s %s".formatted(change.parentTable(), change.parent().get()));
      }
      if (change.table() != LayeredTable.TAX || change.entry().isPresent()) {
        return Optional.empty();
      }
      if (!scope.equals(Scope.CHAIN) && isHeld(Scope.CHAIN, LayeredTable.TAX, change.key())) {
        return Optional.empty(); // the chain's rate shows through
      }
      return Optional.ofNullable(namedBy(change.key())).map(item -> "item " + item + " names it");
    }

    private boolean isSpokenOf(LayeredTable table, String key) throws SQLException {
      Change here = said.get(new RowName(table.toString(), key));
      if (here != null && here.entry().isPresent()) {
        return true;
      }
      boolean goes = here != null;
      return (!goes && isHeld(scope, table, key)) || isHeldByChain(table, key, goes);
    }

    private boolean isHeldByChain(LayeredTable table, String key, boolean goes)
        throws SQLException {
      return !(goes && scope.equals(Scope.CHAIN)) && isHeld(Scope.CHAIN, table, key);
    }

    private boolean isHeld(Scope in, LayeredTable table, String key) throws SQLException {
      try (PreparedStatement find = connection.prepareStatement(FIND)) {
        return image(find, in, new Change(0, table, key, Optional.empty())).isPresent();
      }
    }

    /** An item that names a tax code now, in any scope; null when none does. */
    private String namedBy(String taxCode) throws SQLException {
      try (PreparedStatement select = connection.prepareStatement(NAMED_ANYWHERE)) {
        select.setString(1, LayeredTable.ITEM.toString());
        select.setString(2, taxCode);
        try (ResultSet row = select.executeQuery()) {
          row.next();
          return row.getString(1);
        }
      }
    }

    private static Optional<LayerRows.Image> image(PreparedStatement find, Scope in, Change change)
        throws SQLException {
      find.setString(1, in.name());
      find.setString(2, change.table().toString());
      find.setString(3, change.key());
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? Optional.of(new LayerRows.Image(row.getString(1))) : Optional.empty();
      }
    }

    private void write(PreparedStatement put, PreparedStatement delete, Change change)
        throws SQLException {
      if (change.entry().isEmpty()) {
        delete.setString(1, scope.name());
        delete.setString(2, change.table().toString());
        delete.setString(3, change.key());
        delete.executeUpdate();
        return;
      }
      put.setInt(1, name(change).bucket());
      put.setString(2, change.parent().orElse(null));
      put.setString(3, Images.of(change.entry().get()));
      put.setString(4, scope.name());
      put.setString(5, change.table().toString());
      put.setString(6, change.key());
      put.executeUpdate();
    }

    private static RowName name(Change change) {
      return new RowName(change.table().toString(), change.key());
    }
  }
}
