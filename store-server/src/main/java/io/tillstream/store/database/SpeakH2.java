package io.tillstream.store.database;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Rewrites the few things that Hibernate says to SQL Server and that H2 does not understand even in
 * its SQL Server mode. On SQL Server every statement passes unchanged. Stateless, so thread-safe.
 *
 * <p>Lock hints are not among them: H2 ignores {@code WITH (UPDLOCK)} in silence, so nothing may
 * rely on pessimistic locks of Hibernate.
 */
@Singleton
@PersistenceUnitExtension
public class SpeakH2 implements StatementInspector {

  private static final long serialVersionUID = 1L;

  // HQL update and delete name the alias first and the table in FROM.
  private static final Pattern UPDATE_ALIAS =
      Pattern.compile("^update (\\w+) set (.+) from (\\S+) \\1(?= where |$)", Pattern.DOTALL);
  private static final Pattern DELETE_ALIAS =
      Pattern.compile("^delete (\\w+) from (\\S+) \\1(?= where |$)");

  private final boolean onH2;

  @Inject
  SpeakH2(@ConfigProperty(name = "quarkus.datasource.jdbc.url") String url) {
    onH2 = url.startsWith("jdbc:h2:");
  }

  @Override
  public String inspect(String sql) {
    if (!onH2) {
      return sql;
    }
    String rewritten =
        sql.replace("count_big(", "count(").replace("sysdatetimeoffset()", "current_timestamp");
    rewritten = UPDATE_ALIAS.matcher(rewritten).replaceFirst("update $3 $1 set $2");
    return DELETE_ALIAS.matcher(rewritten).replaceFirst("delete from $2 $1");
  }
}
