package io.tillstream.store.journey;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@QuarkusTest
@EnabledIfEnvironmentVariable(
    named = SqlServerDatabase.URL,
    matches = ".+",
    disabledReason = "no SQL Server: set STORE_SQLSERVER_URL to include it")
@WithTestResource(SqlServerDatabase.class)
class RetentionOnSqlServerTest extends RetentionSentences {}
