package io.tillstream.headoffice;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.condition.EnabledIf;

@QuarkusTest
@EnabledIf(
    value = "io.tillstream.headoffice.SqlServerDatabase#isConfigured",
    disabledReason = "no SQL Server: set HO_SQLSERVER_URL or STORE_SQLSERVER_URL to include it")
@WithTestResource(SqlServerDatabase.class)
class LivesOnSqlServerTest extends LivesSentences {}
