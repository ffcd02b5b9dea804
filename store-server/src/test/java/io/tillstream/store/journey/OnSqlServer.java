package io.tillstream.store.journey;

import io.quarkus.test.common.WithTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A journey on a SQL Server, if there is one to test on. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
    named = SqlServerDatabase.URL,
    matches = ".+",
    disabledReason = "no SQL Server: set STORE_SQLSERVER_URL to include it")
@WithTestResource(SqlServerDatabase.class)
@interface OnSqlServer {}
