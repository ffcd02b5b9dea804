package io.tillstream.headoffice;

import io.quarkus.test.common.WithTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Head office on a SQL Server, if there is one to test on. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "io.tillstream.headoffice.SqlServerDatabase#isConfigured",
    disabledReason = "no SQL Server: set HO_SQLSERVER_URL or STORE_SQLSERVER_URL to include it")
@WithTestResource(SqlServerDatabase.class)
@interface OnSqlServer {}
