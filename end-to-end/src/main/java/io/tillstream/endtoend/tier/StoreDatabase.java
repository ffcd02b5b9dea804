package io.tillstream.endtoend.tier;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A database server that a store uses instead of its embedded one.
 *
 * @param url JDBC
 * @param user or null when the URL says it
 * @param password or null when the URL says it
 */
public record StoreDatabase(String url, String user, String password) {

  /** As the store server takes it: from the environment, where passwords belong. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("STORE_DB_URL", url);
    if (user != null) {
      environment.put("STORE_DB_USER", user);
    }
    if (password != null) {
      environment.put("STORE_DB_PASSWORD", password);
    }
    return environment;
  }

  /** The URL without its secrets. */
  @Override
  public String toString() {
    return url.replaceAll("(?i)(password|pwd)=(\\{[^}]*}|[^;]*)", "$1=…");
  }
}
